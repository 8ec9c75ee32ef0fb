const moving = /^(shift\+)?(arrow(left|right|up|down)|home|end|pageup|pagedown)$/;
const pressing = /^(space|(shift\+)?enter)$/;

const ownKeys: ReadonlyArray<{ controls: string; keys: RegExp; isByKeyboardOnly: boolean }> = [
  // Whoever has just dragged a slider sets it finer by the arrows.
  { controls: "input[type=range], [role=slider]", keys: moving, isByKeyboardOnly: false },
  // One that was clicked keeps the focus without being meant any more: the keys are the page's again.
  { controls: "input[type=radio], [role=radio], [role=tab]", keys: moving, isByKeyboardOnly: true },
  {
    controls:
      "button, summary, input:is([type=checkbox], [type=radio], [type=button], [type=submit], [type=file]), [role=checkbox], [role=switch]",
    keys: pressing,
    isByKeyboardOnly: true,
  },
  { controls: "a[href]", keys: /enter$/, isByKeyboardOnly: true },
];

/** Whether a key, as `keyNameOf` calls it, is for the control that has the focus: no shortcut may take it away. */
export function isOwnKey(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false;
  return ownKeys.some(
    ({ controls, keys, isByKeyboardOnly }) =>
      keys.test(key) && target.matches(isByKeyboardOnly ? `:is(${controls}):focus-visible` : controls),
  );
}
