import type { ArchiveOutlook } from "../domain/archive";
import { type AssetPlace, assetKeyOf } from "../domain/marks";
import { api, workspacePath } from "./api";
import { nameTemplate } from "./name-template";

/**
 * Saves many assets as one ZIP, named by the person's own template. The browser writes it to disk as it comes, so it may be
 * of any size. Gives what it will hold once the browser has begun. Throws ProblemError where there is nothing to save.
 */
export async function downloadArchive(
  workspaceId: string,
  assets: readonly AssetPlace[],
  template = nameTemplate(),
): Promise<ArchiveOutlook> {
  const order = { assets: assets.map(assetKeyOf).join(","), template };
  // A refusal of the form below would take the page's place, so it is asked here whether there will be one.
  const outlook = await api<ArchiveOutlook>(workspacePath(workspaceId, "archives", "outlook"), {
    method: "POST",
    body: order,
  });
  // A form, because no script can hand a stream to the browser's own downloads.
  const form = document.createElement("form");
  form.method = "post";
  form.action = `/api${workspacePath(workspaceId, "archives")}`;
  form.hidden = true;
  for (const [name, value] of Object.entries(order)) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  form.submit();
  form.remove();
  return outlook;
}
