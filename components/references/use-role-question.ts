"use client";
import { useRef, useState } from "react";
import { rolesFor, untakenKind } from "@/lib/browser/drafts";
import type { DraftSession } from "@/lib/browser/drafts-session";
import type { Model } from "@/lib/domain/model";
import type { ReferenceUse } from "./add-references";

const storageKey = "easel-last-role";

function lastRole(): string | undefined {
  try {
    return localStorage.getItem(storageKey) ?? undefined;
  } catch {
    return undefined;
  }
}

function rememberRole(role: string): void {
  try {
    localStorage.setItem(storageKey, role);
  } catch {
    // Blocked: the next drop begins with the model's first role.
  }
}

interface Question {
  count: number;
  roles: readonly string[];
  role: string;
}

/** What dropped files are used as: the last answer at once, and a question while there is more than one. */
export function useRoleQuestion(session: DraftSession | null, model: Pick<Model, "capabilities">) {
  const [question, setQuestion] = useState<Question | null>(null);
  // Files of one drop reach the form one by one, some of them after the answer.
  const drop = useRef<{ keys: Set<string>; answer: string | null }>({ keys: new Set(), answer: null });

  const setRole = (keys: ReadonlySet<string>, role: string) =>
    session?.update((draft) => ({
      ...draft,
      references: draft.references.map((reference) =>
        keys.has(reference.key) && rolesFor(model, reference.contentType).includes(role)
          ? { ...reference, role, weight: null }
          : reference,
      ),
    }));

  return {
    question,
    /** Begins to ask about a drop; what it gives back belongs to `addReferenceFiles`. */
    ask: (files: readonly File[]): ReferenceUse => {
      const taken = files.filter(({ type }) => untakenKind(model, type) === null);
      const roles = rolesFor(model, taken[0]?.type ?? "");
      if (taken.length === 0 || roles.length < 2) return {};
      const last = lastRole();
      const role = last !== undefined && roles.includes(last) ? last : undefined;
      const current = { keys: new Set<string>(), answer: null as string | null };
      drop.current = current;
      setQuestion({ count: taken.length, roles, role: role ?? roles[0] ?? "" });
      return {
        ...(role === undefined ? {} : { role }),
        onAdded(key) {
          current.keys.add(key);
          if (current.answer !== null) setRole(new Set([key]), current.answer);
        },
      };
    },
    answer: (role: string) => {
      rememberRole(role);
      drop.current.answer = role;
      setRole(drop.current.keys, role);
    },
    close: () => setQuestion(null),
  };
}
