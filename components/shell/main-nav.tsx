"use client";

import { Ellipsis, PanelLeftClose, PanelLeftOpen } from "lucide-react";
import Link from "next/link";
import { usePathname, useRouter } from "next/navigation";
import { classNames } from "@/components/ui/class-names";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuLink } from "@/components/ui/menu";
import { Tooltip } from "@/components/ui/tooltip";
import { AccountMenu } from "./account-menu";
import { EaselMark } from "./easel-mark";
import { type StudioPlace, studioPlaces } from "./studio-places";

interface MainNavProps {
  workspaceId: string;
  personName: string;
  isPinned: boolean;
  onPinnedChange: (isPinned: boolean) => void;
}

/** The rail on a desktop, the bottom bar on a phone: one list of links, placed by the width of the window. */
export function MainNav({ workspaceId, personName, isPinned, onPinnedChange }: MainNavProps) {
  const pathname = usePathname();
  const router = useRouter();
  const hrefOf = (place: StudioPlace) => `/w/${workspaceId}/${place.path}`;
  const isCurrent = (place: StudioPlace) => {
    const href = hrefOf(place);
    return pathname === href || pathname.startsWith(`${href}/`);
  };
  const rest = studioPlaces.filter((place) => !place.isOnPhoneBar);
  return (
    <div
      className={classNames(
        "z-20 flex bg-panel max-md:row-start-3 max-md:border-t max-md:border-line max-md:pb-[env(safe-area-inset-bottom)]",
        "md:row-span-2 md:row-start-1 md:flex-col md:border-r md:border-line md:transition-[width] md:duration-200",
        isPinned ? "md:w-50" : "md:w-14",
      )}
    >
      <nav aria-label="Main" className="flex grow md:flex-col md:gap-0.5 md:px-2">
        <Link
          href={`/w/${workspaceId}/generate`}
          prefetch={false}
          aria-label="Easel"
          className={classNames(
            "mb-2 flex h-11 shrink-0 items-center gap-2.5 rounded-control outline-offset-[-4px] max-md:hidden",
            isPinned ? "px-2" : "justify-center",
          )}
        >
          <EaselMark size={22} />
          {isPinned ? <span className="text-14 font-semibold">Easel</span> : null}
        </Link>
        {studioPlaces.map((place) => (
          <Tooltip key={place.path} label={place.label} shortcut={`g ${place.key}`} side="right">
            <Link
              href={hrefOf(place)}
              // Fetched when somebody is about to go there: six pages' scripts with every page would be heavier than the page.
              prefetch={false}
              onPointerEnter={() => router.prefetch(hrefOf(place))}
              onFocus={() => router.prefetch(hrefOf(place))}
              aria-current={isCurrent(place) ? "page" : undefined}
              className={classNames(
                "group flex items-center rounded-control text-muted transition-colors hover:text-text aria-[current=page]:text-text",
                "max-md:h-14 max-md:grow max-md:basis-0 max-md:flex-col max-md:justify-center max-md:gap-0.5 max-md:text-11",
                "md:h-9 md:gap-3 md:hover:bg-hover md:aria-[current=page]:bg-press",
                isPinned ? "md:px-3" : "md:justify-center",
                !place.isOnPhoneBar && "max-md:hidden",
              )}
            >
              <place.icon
                size={18}
                strokeWidth={1.75}
                aria-hidden="true"
                className="shrink-0 group-aria-[current=page]:text-accent-text"
              />
              <span className={classNames("text-13 font-medium max-md:text-11", !isPinned && "md:sr-only")}>
                {place.label}
              </span>
            </Link>
          </Tooltip>
        ))}
        <Menu
          side="top"
          align="end"
          trigger={
            <button
              type="button"
              aria-label="More places"
              className={classNames(
                "flex h-14 grow basis-0 flex-col items-center justify-center gap-0.5 text-11 font-medium md:hidden",
                rest.some(isCurrent) ? "text-text" : "text-muted",
              )}
            >
              <Ellipsis
                size={18}
                strokeWidth={1.75}
                aria-hidden="true"
                className={rest.some(isCurrent) ? "text-accent-text" : undefined}
              />
              More
            </button>
          }
        >
          {rest.map((place) => (
            <MenuLink
              key={place.path}
              icon={<place.icon size={16} aria-hidden="true" />}
              link={<Link href={hrefOf(place)} prefetch={false} />}
              isCurrent={isCurrent(place)}
            >
              {place.label}
            </MenuLink>
          ))}
        </Menu>
      </nav>
      <div
        className={classNames(
          "flex gap-1 p-2 max-md:hidden",
          isPinned ? "items-center justify-between" : "flex-col items-center",
        )}
      >
        <AccountMenu personName={personName} side="right" align="end" isNamed={isPinned} />
        <IconButton
          label={isPinned ? "Collapse the rail" : "Expand the rail"}
          shortcut="["
          icon={isPinned ? <PanelLeftClose size={16} /> : <PanelLeftOpen size={16} />}
          onClick={() => onPinnedChange(!isPinned)}
        />
      </div>
    </div>
  );
}
