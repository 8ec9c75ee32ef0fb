import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import Script from "next/script";
import type { ReactNode } from "react";
import { Providers } from "@/components/shell/providers";
import { fontVariables } from "@/components/ui/fonts";
import { preferenceCookies, themeFrom } from "@/lib/domain/preferences";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Easel", template: "%s · Easel" },
  description: "Make images, video, 3D and audio with Layer.",
  icons: { icon: "/favicon.svg" },
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Reading the request makes every page dynamic, which the nonce of the content security policy needs.
  const nonce = (await headers()).get("x-nonce") ?? "";
  const theme = themeFrom((await cookies()).get(preferenceCookies.theme)?.value);
  return (
    // The theme is switched on this element by the browser, without asking the server to draw it again.
    <html lang="en" data-theme={theme} className={fontVariables} suppressHydrationWarning>
      <body className="bg-canvas text-text">
        {/* Next yields to the browser after a script of this kind: the page that the server drew is on the screen before
            React is read, and neither holds the other up. */}
        <Script id="yield" strategy="beforeInteractive" nonce={nonce}>
          {"void 0"}
        </Script>
        <Providers>{children}</Providers>
      </body>
    </html>
  );
}
