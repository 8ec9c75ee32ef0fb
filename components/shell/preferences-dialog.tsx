"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Switch } from "@/components/ui/switch";
import { TextField } from "@/components/ui/text-field";
import { alertChoice, playDoneSound } from "@/lib/browser/alerts";
import { nameTemplate } from "@/lib/browser/name-template";
import { rememberPreference } from "@/lib/browser/preferences";
import { useTimeZone } from "@/lib/browser/time-zone";
import { type AlertChoice, alertChoiceText } from "@/lib/domain/alerts";
import {
  assetFileName,
  maxNameTemplateCharacters,
  nameFields,
  unknownNameFields,
  usualNameTemplate,
} from "@/lib/domain/file-name";
import { preferenceCookies } from "@/lib/domain/preferences";

const sample: Omit<Parameters<typeof assetFileName>[1], "timeZone"> = {
  generation: {
    id: "7d1f42aa-0000-4000-8000-000000000000",
    status: "complete",
    createdAt: new Date().toISOString(),
    personName: "Ada",
    sessionName: "Harbour level",
    source: { kind: "model", id: "", name: "FLUX 1.1 Pro", modality: "image" },
    request: {
      kind: "model",
      modelId: "",
      parameters: { prompt: "A brass lantern on a wet pier, fog, evening", seed: 4217 },
      references: [],
      mask: null,
      sessionName: null,
    },
  },
  asset: { position: 2, contentType: "image/png", url: "", widthPixels: 1024, heightPixels: 768 },
};

/** What this browser remembers of how somebody likes to work. */
export function PreferencesDialog({ onClose }: { onClose: () => void }) {
  const timeZone = useTimeZone("UTC");
  const [template, setTemplate] = useState(nameTemplate);
  const [alerts, setAlerts] = useState(alertChoice);
  const [refusal, setRefusal] = useState<string | null>(null);
  const unknown = unknownNameFields(template);

  function changeTemplate(next: string) {
    setTemplate(next);
    rememberPreference(preferenceCookies.fileNameTemplate, next.trim());
  }
  function changeAlerts(change: Partial<AlertChoice>) {
    const next = { ...alerts, ...change };
    setAlerts(next);
    rememberPreference(preferenceCookies.alerts, alertChoiceText(next));
  }
  async function changeNotification(isOn: boolean) {
    setRefusal(null);
    if (!isOn) return changeAlerts({ notification: false });
    const answer = "Notification" in window ? await Notification.requestPermission() : "denied";
    if (answer === "granted") changeAlerts({ notification: true });
    else
      setRefusal("This browser does not let Easel notify. Allow it in the site's settings, then try again.");
  }

  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title="Preferences"
      description="Remembered in this browser."
    >
      <section className="flex flex-col gap-2 pt-2">
        <TextField
          label="Names of saved files"
          value={template}
          maxLength={maxNameTemplateCharacters}
          spellCheck={false}
          onChange={(event) => changeTemplate(event.currentTarget.value)}
          error={unknown.length > 0 ? `{${unknown[0]}} is not known and stays as it is.` : null}
          aside={
            template === usualNameTemplate ? null : (
              <Button size="s" variant="ghost" onClick={() => changeTemplate(usualNameTemplate)}>
                Usual
              </Button>
            )
          }
        />
        <div className="flex flex-wrap gap-1">
          {Object.entries(nameFields).map(([name, what]) => (
            <button
              key={name}
              type="button"
              title={what}
              onClick={() => changeTemplate(`${template}{${name}}`)}
              className="rounded-control bg-raised px-1.5 py-0.5 font-mono text-11 text-soft hover:bg-hover hover:text-text touch:min-h-11 touch:min-w-11 touch:px-2"
            >
              {`{${name}}`}
            </button>
          ))}
        </div>
        <p className="text-12 text-muted">
          Looks like{" "}
          <output className="font-mono text-11 wrap-anywhere text-text">
            {assetFileName(template, { ...sample, timeZone }, true)}
          </output>
        </p>
        <p className="text-12 text-muted">A slash makes a folder in a ZIP.</p>
      </section>
      <section className="mt-5 flex flex-col gap-1">
        <h3 className="text-12 font-medium text-muted">When something you started has ended</h3>
        <Switch
          label="Count in the tab's title"
          isOn={alerts.title}
          onChange={(title) => changeAlerts({ title })}
        />
        <Switch
          label="Play a sound"
          isOn={alerts.sound}
          onChange={(sound) => {
            changeAlerts({ sound });
            if (sound) void playDoneSound().catch(() => undefined);
          }}
        />
        <Switch
          label="Notify while Easel is out of sight"
          help="Several runs are told of together."
          isOn={alerts.notification}
          onChange={(isOn) => void changeNotification(isOn)}
        />
        {refusal ? (
          <p role="alert" className="text-12 text-danger">
            {refusal}
          </p>
        ) : null}
      </section>
    </Dialog>
  );
}
