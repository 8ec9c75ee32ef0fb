"use client";

import { Menu as Base } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { classNames } from "./class-names";
import { Kbd } from "./kbd";
import { popupClasses } from "./popup-classes";

const itemClasses =
  "flex min-h-7 w-full items-center gap-2 rounded-control px-2 py-1 text-left text-soft outline-none select-none data-highlighted:bg-hover data-highlighted:text-text data-disabled:text-faint touch:min-h-11";

interface MenuRootProps {
  trigger: ReactElement;
  children: ReactNode;
  side?: "top" | "right" | "bottom" | "left";
  align?: "start" | "center" | "end";
}

/** A menu that is open from the start: its script was fetched by the press that opened it. */
export function MenuRoot({ trigger, children, side = "bottom", align = "start" }: MenuRootProps) {
  return (
    <Base.Root defaultOpen>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} align={align} sideOffset={6} collisionPadding={8} className="z-40">
          <Base.Popup
            className={classNames(popupClasses, "max-h-(--available-height) min-w-44 overflow-y-auto")}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

interface MenuItemProps {
  children: ReactNode;
  onSelect?: () => void;
  icon?: ReactNode;
  shortcut?: string;
  isDisabled?: boolean;
  isDanger?: boolean;
}

export function MenuItem({
  children,
  onSelect,
  icon,
  shortcut,
  isDisabled = false,
  isDanger = false,
}: MenuItemProps) {
  return (
    <Base.Item
      onClick={onSelect}
      disabled={isDisabled}
      className={classNames(itemClasses, isDanger && "text-danger data-highlighted:text-danger")}
    >
      {icon}
      <span className="grow">{children}</span>
      {shortcut ? <Kbd keys={shortcut} /> : null}
    </Base.Item>
  );
}

interface MenuLinkProps {
  children: ReactNode;
  /** A link element without content; next/link for places of Easel's own. */
  link: ReactElement;
  icon?: ReactNode;
  isCurrent?: boolean;
}

export function MenuLink({ children, link, icon, isCurrent = false }: MenuLinkProps) {
  return (
    <Base.LinkItem
      render={link}
      closeOnClick
      aria-current={isCurrent ? "page" : undefined}
      className={itemClasses}
    >
      {icon}
      <span className="grow">{children}</span>
    </Base.LinkItem>
  );
}

interface MenuChoicesProps<Value extends string> {
  label?: string;
  value: Value;
  onChange: (value: Value) => void;
  choices: ReadonlyArray<{ value: Value; label: ReactNode }>;
}

/** Choices of which one is ticked. */
export function MenuChoices<Value extends string>({
  label,
  value,
  onChange,
  choices,
}: MenuChoicesProps<Value>) {
  return (
    <Base.Group>
      {label ? <Base.GroupLabel className="px-2 py-1 text-11 text-muted">{label}</Base.GroupLabel> : null}
      <Base.RadioGroup value={value} onValueChange={(next: Value) => onChange(next)}>
        {choices.map((choice) => (
          <Base.RadioItem key={choice.value} value={choice.value} className={itemClasses}>
            <span className="grow">{choice.label}</span>
            <Base.RadioItemIndicator>
              <Check size={14} aria-hidden="true" />
            </Base.RadioItemIndicator>
          </Base.RadioItem>
        ))}
      </Base.RadioGroup>
    </Base.Group>
  );
}

export function MenuSeparator() {
  return <Base.Separator className="my-1 h-px bg-line" />;
}
