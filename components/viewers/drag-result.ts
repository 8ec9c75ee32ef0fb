import { referenceOf } from "@/components/references/reference-of";
import { dragFile } from "@/components/references/use-file-drop";
import { nameTemplate } from "@/lib/browser/name-template";
import { assetPath } from "@/lib/browser/queries";
import type { Asset } from "@/lib/domain/asset";
import { assetFileName } from "@/lib/domain/file-name";
import type { Generation } from "@/lib/domain/generation";

/**
 * Lets a result be dragged away: onto a form of Easel's as a reference, and out of the browser as its original file under
 * the name that saving gives it. Only Chromium fetches a file where it is dropped; other browsers hand over the address.
 */
export function dragResult(transfer: DataTransfer, generation: Generation, asset: Asset): void {
  const address = new URL(assetPath(generation, asset.position, true), location.href).href;
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const name = assetFileName(nameTemplate(), { generation, asset, timeZone });
  // The three parts are told apart by colons: a type that held one would be another name and another address.
  const [type = "application/octet-stream"] = /^[\w.+-]+\/[\w.+-]+/.exec(asset.contentType) ?? [];
  transfer.setData("DownloadURL", `${type}:${name}:${address}`);
  transfer.setData("text/uri-list", address);
  if (asset.fileId) dragFile(transfer, { fileId: asset.fileId, ...referenceOf(generation, asset) });
  transfer.effectAllowed = "copyMove";
}
