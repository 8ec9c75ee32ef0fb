"use client";

import { type SyntheticEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { uploadDesk } from "@/lib/browser/upload-desk";

/** Takes a file from an address: our server fetches it, so that no other site learns who asked. */
export function AddressForm({ workspaceId, isWide }: { workspaceId: string; isWide: boolean }) {
  const [address, setAddress] = useState("");
  const [error, setError] = useState<string | null>(null);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const text = address.trim();
    if (!URL.canParse(text) || !text.startsWith("https://"))
      return setError("An address begins with https://.");
    setError(null);
    setAddress("");
    uploadDesk.open().then(
      ({ inputs }) => inputs.takeUrl(workspaceId, text),
      () => {
        setAddress(text);
        setError("A part of Easel could not be loaded. Reload the page and try again.");
      },
    );
  };
  return (
    <form
      onSubmit={submit}
      noValidate
      className={`flex items-start gap-2 ${isWide ? "w-full max-w-md" : "grow basis-60 max-sm:basis-full"}`}
    >
      <TextField
        className="grow text-left"
        type="url"
        inputMode="url"
        label="Address of a file"
        isLabelHidden
        placeholder="https:// address of a file"
        value={address}
        error={error}
        maxLength={4_000}
        onChange={(event) => {
          setAddress(event.currentTarget.value);
          setError(null);
        }}
      />
      <Button type="submit" disabled={address.trim() === ""}>
        Fetch
      </Button>
    </form>
  );
}
