import { ChartColumn, Images, LayoutGrid, type LucideIcon, Sparkles, Upload, Workflow } from "lucide-react";

export interface StudioPlace {
  path: "generate" | "models" | "gallery" | "workflows" | "uploads" | "usage";
  label: string;
  icon: LucideIcon;
  /** G, then this, goes there. */
  key: string;
  /** Whether a phone's bottom bar has room for it; the rest is under More. */
  isOnPhoneBar: boolean;
}

/** In the order of an artist's day. */
export const studioPlaces: readonly StudioPlace[] = [
  { path: "generate", label: "Generate", icon: Sparkles, key: "g", isOnPhoneBar: true },
  { path: "models", label: "Models", icon: LayoutGrid, key: "m", isOnPhoneBar: true },
  { path: "gallery", label: "Gallery", icon: Images, key: "l", isOnPhoneBar: true },
  { path: "workflows", label: "Workflows", icon: Workflow, key: "w", isOnPhoneBar: false },
  { path: "uploads", label: "Uploads", icon: Upload, key: "u", isOnPhoneBar: true },
  { path: "usage", label: "Usage", icon: ChartColumn, key: "s", isOnPhoneBar: false },
];
