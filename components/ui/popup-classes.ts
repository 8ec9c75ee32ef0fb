/** The look of everything that opens beside its button. */
export const popupClasses =
  "rounded-tile bg-float p-1 text-13 shadow-float outline-none origin-(--transform-origin) transition-[opacity,transform] duration-120 data-starting-style:scale-[0.98] data-starting-style:opacity-0 data-ending-style:opacity-0";
