"use client";

import { ChevronRight, CircleAlert, Eye, EyeOff, ShieldCheck } from "lucide-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { IconButton } from "@/components/ui/icon-button";
import { TextField } from "@/components/ui/text-field";
import { useIsHydrated } from "@/components/ui/use-is-hydrated";
import { type ProblemCode, problemCodes, problemWords } from "@/lib/domain/problem";

interface SignInFormProps {
  /** Where to go afterwards; already known to be a path of this site. */
  returnTo: string;
  initialProblem: ProblemCode | null;
  hasLayerSignIn: boolean;
}

export function SignInForm({ returnTo, initialProblem, hasLayerSignIn }: SignInFormProps) {
  const [token, setToken] = useState("");
  const [name, setName] = useState("");
  const [isShown, setIsShown] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemCode | null>(initialProblem);
  const tokenField = useRef<HTMLInputElement>(null);

  // An effect, because the script that signs in is fetched apart from the page and should be there before the click.
  useEffect(() => void import("next-auth/react"), []);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (isBusy) return;
    if (bareToken(token) === "") {
      tokenField.current?.focus();
      return;
    }
    setIsBusy(true);
    setProblem(null);
    const refusal = await signInWith({ token: bareToken(token), name: name.trim() });
    if (refusal === null) {
      // A whole new page: nothing of a session before this one stays in memory.
      location.assign(returnTo);
      return;
    }
    setProblem(refusal);
    setIsBusy(false);
    tokenField.current?.focus();
  }

  return (
    // By its body, should it ever be sent by itself: what an address holds stands in histories and logs.
    <form method="post" onSubmit={(event) => void submit(event)} noValidate>
      {/* What is typed before the page's script is there would be lost. */}
      <fieldset disabled={!useIsHydrated()} className="flex min-w-0 flex-col gap-4">
        {hasLayerSignIn ? (
          <>
            <Button size="l" variant="primary" onClick={() => void signInWithLayer(returnTo)}>
              Sign in with Layer
            </Button>
            <p className="flex items-center gap-3 text-12 text-muted before:h-px before:grow before:bg-line after:h-px after:grow after:bg-line">
              or with a token
            </p>
          </>
        ) : null}
        {problem ? (
          <div role="alert" className="flex gap-2.5 rounded-tile bg-danger-soft p-3 text-13">
            <CircleAlert size={16} aria-hidden="true" className="mt-0.5 shrink-0 text-danger" />
            <div className="flex flex-col gap-0.5">
              <p className="font-medium text-text">{problemWords[problem].title}</p>
              <p className="text-soft">{problemWords[problem].action}</p>
            </div>
          </div>
        ) : null}
        <TextField
          ref={tokenField}
          label="Personal access token"
          value={token}
          onChange={(event) => setToken(event.currentTarget.value)}
          // Not a password field: browsers would offer to save it, and a screen reader would not call it a text box.
          type="text"
          name="token"
          autoComplete="off"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          inputClassName={classNames("font-mono", !isShown && token !== "" && "text-masked")}
          trailing={
            <IconButton
              size="s"
              label={isShown ? "Hide the token" : "Show the token"}
              icon={isShown ? <EyeOff size={16} /> : <Eye size={16} />}
              onClick={() => setIsShown(!isShown)}
            />
          }
        />
        <details className="group -mt-2 text-12">
          <summary className="inline-flex list-none items-center gap-1 rounded-control text-muted hover:text-text touch:min-h-11 [&::-webkit-details-marker]:hidden">
            <ChevronRight
              size={14}
              aria-hidden="true"
              className="transition-transform group-open:rotate-90"
            />
            Where do I find this?
          </summary>
          <p className="mt-1 rounded-control bg-well px-3 py-2 text-soft">
            In Layer, open Settings, then Personal Access Tokens, and choose Create Token. Copy it whole;
            Layer shows it once.
          </p>
        </details>
        <TextField
          label="Your name, shown to your team"
          aside={<span className="text-12 text-muted">Optional</span>}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          name="name"
          autoComplete="name"
          maxLength={80}
        />
        <Button
          type="submit"
          size="l"
          variant={hasLayerSignIn ? "secondary" : "primary"}
          aria-disabled={isBusy}
          className="mt-1"
        >
          {isBusy ? "Asking Layer…" : "Sign in"}
        </Button>
        <p className="flex gap-2 text-12 text-muted">
          <ShieldCheck size={14} aria-hidden="true" className="mt-px shrink-0" />
          <span>The token is sealed in a cookie that no script can read, and is sent to Layer only.</span>
        </p>
      </fieldset>
    </form>
  );
}

/** The token alone, where it was copied with the word that precedes it in a request. */
const bareToken = (text: string) => text.trim().replace(/^bearer\s+/i, "");

/** Null when signed in, else why not. */
async function signInWith(credentials: { token: string; name: string }): Promise<ProblemCode | null> {
  try {
    const { signIn } = await import("next-auth/react");
    const answer = await signIn("credentials", { ...credentials, redirect: false });
    if (answer?.ok && !answer.error) return null;
    return problemCodes.find((code) => code === answer?.error) ?? "internal";
  } catch {
    return navigator.onLine ? "easel_unreachable" : "offline";
  }
}

async function signInWithLayer(returnTo: string): Promise<void> {
  const { signIn } = await import("next-auth/react");
  await signIn("layer", { callbackUrl: returnTo });
}
