const moving = /^(shift\+)?(arrow(left|right|up|down)|home|end|pageup|pagedown)$/;
const pressing = /^(space|(shift\+)?enter)$/;
const buttons =
  "button, summary, input:is([type=checkbox], [type=radio], [type=button], [type=submit], [type=file]), [role=checkbox], [role=switch]";

const ownKeys: ReadonlyArray<{ controls: string; keys: RegExp; isByKeyboardOnly: boolean }> = [
  // Whoever has just dragged a slider sets it finer by the arrows.
  { controls: "input[type=range], [role=slider]", keys: moving, isByKeyboardOnly: false },
  // One that was clicked keeps the focus without being meant any more: the keys are the page's again.
  { controls: "input[type=radio], [role=radio], [role=tab]", keys: moving, isByKeyboardOnly: true },
  { controls: buttons, keys: pressing, isByKeyboardOnly: true },
  { controls: "a[href]", keys: /enter$/, isByKeyboardOnly: true },
];

/** True where keys belong to something that floats above the page. */
export function isInsidePopup(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest("[role=dialog]:not([data-shortcut-layer]), [role=menu], [role=listbox]") !== null
  );
}

/** Whether a key, as `keyNameOf` calls it, is for the control that has the focus: no shortcut may take it away. */
export function isOwnKey(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false;
  // A form is sent from any of its buttons, but not from one that floats above it.
  if (key === "mod+enter" && target.matches(buttons) && isInsidePopup(target)) return true;
  return ownKeys.some(
    ({ controls, keys, isByKeyboardOnly }) =>
      keys.test(key) && target.matches(isByKeyboardOnly ? `:is(${controls}):focus-visible` : controls),
  );
}
