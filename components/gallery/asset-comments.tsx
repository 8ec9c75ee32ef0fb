"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Check, MapPin, Trash2, Undo2 } from "lucide-react";
import { type MouseEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { IconButton } from "@/components/ui/icon-button";
import { focusAtOnce, passFocus } from "@/components/ui/pass-focus";
import { TextArea } from "@/components/ui/text-area";
import { clockWords } from "@/components/viewers/time-words";
import { api, problemFrom, workspacePath } from "@/lib/browser/api";
import { commentsQuery } from "@/lib/browser/gallery-queries";
import { putAnswer } from "@/lib/browser/put-answer";
import { thumbnailOf } from "@/lib/browser/queries";
import { heardElsewhere, useShortcuts } from "@/lib/browser/shortcuts";
import { type Asset, assetKind } from "@/lib/domain/asset";
import type { AssetComment } from "@/lib/domain/gallery";
import { type Generation, generationTitle } from "@/lib/domain/generation";
import { type Problem, problemWords } from "@/lib/domain/problem";

interface AssetCommentsProps {
  generation: Generation;
  asset: Asset;
}

interface Point {
  x: number;
  y: number;
}

const placeWords = ({ x, y }: Point) =>
  `${Math.round(x * 100)} percent from the left, ${Math.round(y * 100)} percent from the top`;

/** Where a clip of this page stands now, in seconds; null where none plays. */
function playingSeconds(): number | null {
  const clip = document.querySelector<HTMLMediaElement>("main video, main audio");
  return clip && Number.isFinite(clip.currentTime) ? Math.round(clip.currentTime * 100) / 100 : null;
}

/** What is said about an asset: at a point of the picture, at a moment of the clip, or about the whole. */
export function AssetComments({ generation, asset }: AssetCommentsProps) {
  const client = useQueryClient();
  const { workspaceId } = generation;
  const query = commentsQuery(workspaceId, generation.id, asset.position);
  const { data, error } = useQuery(query);
  const [text, setText] = useState("");
  const [point, setPoint] = useState<Point | null>(null);
  const [isTimed, setIsTimed] = useState(true);
  const [isPointing, setIsPointing] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isSending, setIsSending] = useState(false);
  // The same until it has been taken, so that a second try is no second comment.
  const draftId = useRef<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const field = () => form.current?.querySelector("textarea");
  const comments = data?.comments ?? [];
  useShortcuts("Comments", [
    ...heardElsewhere("On the picture: move the pin", "arrowleft", "arrowright", "arrowup", "arrowdown"),
    ...heardElsewhere("On the picture: leave it there", "enter"),
    ...heardElsewhere("In the field: send it", "mod+enter"),
  ]);
  const kind = assetKind(asset);
  const hasTime = kind === "video" || kind === "audio";
  const picture = thumbnailOf(generation, asset, 640);
  const pinned = comments.filter((comment) => comment.point !== null);

  const attempt = async (work: () => Promise<{ comments: AssetComment[] }>) => {
    setProblem(null);
    setIsSending(true);
    try {
      await putAnswer(client, query.queryKey, await work());
      return true;
    } catch (failure) {
      setProblem(problemFrom(failure));
      return false;
    } finally {
      setIsSending(false);
    }
  };

  async function say() {
    if (text.trim() === "" || isSending) return;
    draftId.current ??= crypto.randomUUID();
    const isTaken = await attempt(() =>
      api(
        workspacePath(
          workspaceId,
          "generations",
          generation.id,
          "assets",
          String(asset.position),
          "comments",
        ),
        {
          method: "POST",
          body: {
            id: draftId.current,
            text: text.trim(),
            point,
            atSeconds: hasTime && isTimed ? playingSeconds() : null,
          },
        },
      ),
    );
    if (!isTaken) return;
    draftId.current = null;
    // What was typed meanwhile is the next one.
    setText((typed) => (typed === text ? "" : typed));
    setPoint(null);
    setIsPointing(false);
  }

  const change = (id: string, body: { isResolved: boolean } | { isRemoved: true }) =>
    void attempt(() => api(workspacePath(workspaceId, "comments", id), { method: "PUT", body }));

  function pointAt(event: MouseEvent<HTMLButtonElement>) {
    const box = event.currentTarget.getBoundingClientRect();
    // Pressed by the keyboard it has no place of its own: where the arrows moved it, else the middle; words come next.
    if (event.detail === 0) {
      setPoint((from) => from ?? { x: 0.5, y: 0.5 });
      field()?.focus();
      return;
    }
    setPoint({
      x: Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)),
      y: Math.min(1, Math.max(0, (event.clientY - box.top) / box.height)),
    });
  }

  const nudges: Record<string, Point> = {
    ArrowLeft: { x: -0.02, y: 0 },
    ArrowRight: { x: 0.02, y: 0 },
    ArrowUp: { x: 0, y: -0.02 },
    ArrowDown: { x: 0, y: 0.02 },
  };

  return (
    <section aria-label="Comments" className="flex flex-col gap-3">
      <h2 className="text-12 font-medium text-muted">Comments</h2>
      {picture && (isPointing || pinned.length > 0) ? (
        <div className="relative overflow-hidden rounded-control bg-well">
          <img src={picture} alt={generationTitle(generation)} className="block w-full" />
          {isPointing ? (
            <button
              type="button"
              ref={focusAtOnce}
              aria-label="Point at a place in the picture; arrows move the pin"
              className="absolute inset-0 cursor-crosshair"
              onClick={pointAt}
              onKeyDown={(event) => {
                const by = nudges[event.key];
                if (!by) return;
                event.preventDefault();
                event.stopPropagation();
                setPoint((from) => ({
                  x: Math.min(1, Math.max(0, (from?.x ?? 0.5) + by.x)),
                  y: Math.min(1, Math.max(0, (from?.y ?? 0.5) + by.y)),
                }));
              }}
            />
          ) : null}
          {pinned.map((comment, index) =>
            comment.point ? (
              <Pin key={comment.id} point={comment.point} isResolved={comment.isResolved}>
                {index + 1}
              </Pin>
            ) : null,
          )}
          {point ? (
            <Pin point={point} isNew>
              +
            </Pin>
          ) : null}
          <output className="sr-only">{point ? placeWords(point) : ""}</output>
        </div>
      ) : null}
      {error ? <p className="text-12 text-danger">{problemWords[problemFrom(error).code].title}</p> : null}
      {comments.length > 0 ? (
        <ol className="flex flex-col gap-3">
          {comments.map((comment) => (
            <li key={comment.id} className="flex flex-col gap-0.5 text-13">
              <div className="flex items-center gap-1.5 text-11 text-muted">
                {comment.point ? (
                  <span className="grid size-4 place-items-center rounded-full bg-accent text-accent-ink tabular">
                    {pinned.indexOf(comment) + 1}
                  </span>
                ) : null}
                <span className="font-medium text-soft">{comment.personName}</span>
                {comment.atSeconds === null ? null : (
                  <span className="tabular">at {clockWords(comment.atSeconds)}</span>
                )}
                {comment.isResolved ? <span>Done</span> : null}
                <span className="grow" />
                <IconButton
                  size="s"
                  label={comment.isResolved ? "Open again" : "Done"}
                  icon={comment.isResolved ? <Undo2 size={13} /> : <Check size={13} />}
                  ignoresDoubleClick
                  onClick={() => change(comment.id, { isResolved: !comment.isResolved })}
                />
                {comment.isMine ? (
                  <IconButton
                    size="s"
                    label="Take the comment away"
                    icon={<Trash2 size={13} />}
                    ignoresDoubleClick
                    onClick={(event) => {
                      passFocus(event.currentTarget, field());
                      change(comment.id, { isRemoved: true });
                    }}
                  />
                ) : null}
              </div>
              <p
                className={classNames(
                  "wrap-anywhere whitespace-pre-wrap",
                  comment.isResolved ? "text-muted" : "text-text",
                )}
              >
                {comment.text}
              </p>
            </li>
          ))}
        </ol>
      ) : null}
      <form
        ref={form}
        className="flex flex-col gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          // While it is sent the button cannot be pressed, and would lose the keyboard.
          const pressed = event.currentTarget.querySelector("[type=submit]");
          if (pressed) passFocus(pressed, field());
          void say();
        }}
      >
        <TextArea
          label="Comment"
          isLabelHidden
          placeholder="What should change, or why this one"
          minLines={2}
          maxLength={4000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
            event.preventDefault();
            void say();
          }}
        />
        <div className="flex flex-wrap items-center gap-2">
          {picture && kind !== "audio" ? (
            <Button
              size="s"
              aria-pressed={isPointing}
              icon={<MapPin size={13} />}
              onClick={() => {
                setIsPointing(!isPointing);
                setPoint(null);
              }}
            >
              {isPointing ? "About the whole" : "Point at a place"}
            </Button>
          ) : null}
          {hasTime ? (
            <label className="inline-flex items-center gap-1.5 text-12 text-soft touch:min-h-11">
              <input
                type="checkbox"
                className="accent-(--accent)"
                checked={isTimed}
                onChange={(event) => setIsTimed(event.currentTarget.checked)}
              />
              At the moment shown
            </label>
          ) : null}
          <span className="grow" />
          <Button size="s" type="submit" disabled={text.trim() === "" || isSending}>
            Comment
          </Button>
        </div>
        {problem ? (
          <p role="alert" className="text-12 text-danger">
            {problemWords[problem.code].title} Your words are still here.
          </p>
        ) : null}
      </form>
    </section>
  );
}

interface PinProps {
  point: Point;
  isResolved?: boolean;
  isNew?: boolean;
  children: React.ReactNode;
}

function Pin({ point, isResolved = false, isNew = false, children }: PinProps) {
  return (
    <span
      aria-hidden="true"
      style={{ left: `${point.x * 100}%`, top: `${point.y * 100}%` }}
      className={classNames(
        "pointer-events-none absolute grid size-5 -translate-1/2 place-items-center rounded-full text-11 font-semibold shadow-[0_0_0_2px_#000a] tabular",
        isResolved
          ? "bg-black/60 text-white/70"
          : isNew
            ? "bg-white text-black"
            : "bg-accent text-accent-ink",
      )}
    >
      {children}
    </span>
  );
}
