import { type NextRequest, NextResponse } from "next/server";
import { contentSecurityPolicy } from "@/lib/server/content-security-policy";
import { env } from "@/lib/server/env";

/**
 * Gives every page its own content security policy and tells the server where it is. Nothing under /api comes by here:
 * Next keeps the body of each request that does in memory and cuts it at 10 MB without a word.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = crypto.randomUUID().replaceAll("-", "");
  const policy = contentSecurityPolicy(nonce, env());
  const path = request.nextUrl;
  path.searchParams.delete("_rsc");
  const headers = new Headers(request.headers);
  // Next puts the nonce on its own scripts and styles when it finds the policy on the request.
  headers.set("content-security-policy", policy);
  headers.set("x-nonce", nonce);
  headers.set("x-easel-path", `${path.pathname}${path.search}`);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

export const config = {
  // All but what is no page: a path that ends like a file's is answered with a page too when there is no such file.
  matcher: ["/((?!api/|_next/static/|_next/image|favicon\\.svg$|favicon\\.ico$).*)"],
};
