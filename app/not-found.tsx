import Link from "next/link";
import { EaselMark } from "@/components/shell/easel-mark";
import { buttonClasses } from "@/components/ui/button";
import { problemWords } from "@/lib/domain/problem";

export default function NotFound() {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-3 px-6 text-center">
      <EaselMark size={36} />
      <h1 className="mt-2 text-16 font-semibold">{problemWords.not_found.title}</h1>
      <p className="max-w-96 text-13 text-muted">{problemWords.not_found.action}</p>
      <Link href="/" prefetch={false} className={`${buttonClasses("secondary", "m")} mt-3`}>
        Back to your workspace
      </Link>
    </main>
  );
}
