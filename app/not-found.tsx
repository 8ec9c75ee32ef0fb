import { EaselMark } from "@/components/shell/easel-mark";
import { buttonClasses } from "@/components/ui/button";
import { problemWords } from "@/lib/domain/problem";

export default function NotFound() {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-3 px-6 text-center">
      <EaselMark size={36} />
      <h1 className="mt-2 text-16 font-semibold">{problemWords.not_found.title}</h1>
      <p className="max-w-96 text-13 text-muted">{problemWords.not_found.action}</p>
      {/* A plain link: Next sends what this page is made of along with every page, and a router's link is 4 KB of it. */}
      {/* oxlint-disable-next-line nextjs/no-html-link-for-pages -- The whole page is loaded anew, which is what is wanted here. */}
      <a href="/" className={`${buttonClasses("secondary", "m")} mt-3`}>
        Back to your workspace
      </a>
    </main>
  );
}
