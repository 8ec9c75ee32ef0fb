/** What is to be different, or how it follows from what is asked for at that moment. */
export type ChangeOf<Asked> = Partial<Asked> | ((now: Asked) => Partial<Asked>);

/**
 * What is asked for after a change. `now` is the address's own, never what the page last drew: that comes some time after
 * the address, and a second choice may come before it.
 */
export const afterChange = <Asked>(now: Asked, change: ChangeOf<Asked>): Asked => ({
  ...now,
  ...(typeof change === "function" ? change(now) : change),
});

/** One of several choices taken away where it was chosen, added where it was not. */
export const toggled = <Choice>(chosen: readonly Choice[], one: Choice): Choice[] =>
  chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one];
