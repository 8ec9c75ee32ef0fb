import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { EaselMark } from "@/components/shell/easel-mark";
import { SignInForm } from "@/components/shell/sign-in-form";
import { problemCodes } from "@/lib/domain/problem";
import { returnPathFrom } from "@/lib/domain/return-path";
import { env } from "@/lib/server/env";
import { pageSession } from "@/lib/server/session";

export const metadata: Metadata = { title: "Sign in" };

interface SignInPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const single = (value: string | string[] | undefined) => (typeof value === "string" ? value : null);

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const query = await searchParams;
  const returnTo = returnPathFrom(single(query.returnTo) ?? single(query.callbackUrl));
  const error = single(query.error);
  // Somebody who is signed in and was not sent here is only lost.
  if (error === null && query.returnTo === undefined && (await pageSession())) redirect("/");
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-8 px-4 py-12">
      <div className="w-full max-w-90 rounded-dialog bg-panel p-6 shadow-[inset_0_0_0_1px_var(--line)] sm:p-8">
        <div className="mb-6 flex flex-col gap-4">
          <EaselMark size={36} />
          <div className="flex flex-col gap-1">
            <h1 className="text-20 font-semibold">Sign in</h1>
            <p className="text-13 text-muted">
              Easel is where your studio makes images, video, 3D and audio with Layer.
            </p>
          </div>
        </div>
        <SignInForm
          returnTo={returnTo}
          // Ours come by name. next-auth's own are about the way to Layer's sign-in page and back, which has no token to copy.
          initialProblem={
            error === null ? null : (problemCodes.find((code) => code === error) ?? "sign_in_incomplete")
          }
          hasLayerSignIn={env().oauth !== null}
        />
      </div>
    </main>
  );
}
