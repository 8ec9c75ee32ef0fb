import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { ProblemError, problemOf } from "@/lib/domain/problem";
import { authOptions } from "@/lib/server/auth";
import { env } from "@/lib/server/env";
import { json, problemFromError, readBounded, requireOwnOrigin } from "@/lib/server/handle";

interface AuthContext {
  params: Promise<{ nextauth: string[] }>;
}

// A token, a name and an address to return to, with room to spare. Who sends this is not known yet to be anybody.
const maxBodyBytes = 64_000;

/** The same request with its body in hand: next-auth itself would take one of any size into memory. */
async function bounded(request: NextRequest): Promise<NextRequest> {
  if (request.method !== "POST") return request;
  const body = await readBounded(request, maxBodyBytes);
  if (body === null)
    throw new ProblemError(problemOf("invalid_request", { detail: "The request is too large." }));
  const { url, method, headers } = request;
  return new NextRequest(url, { method, headers, body: new Uint8Array(body) });
}

async function answer(request: NextRequest, context: AuthContext): Promise<Response> {
  let whole: NextRequest;
  try {
    requireOwnOrigin(request);
    whole = await bounded(request);
  } catch (error) {
    const problem = problemFromError(error, "next-auth", null);
    // next-auth's own script reads nothing of a refusal but the `error` in its `url`, and breaks without one.
    const url = `${env().appOrigin}/sign-in?error=${problem.code}`;
    return json({ ...problem, url }, problem.status);
  }
  const response: Response = await NextAuth(whole, context, authOptions());
  return response;
}

export { answer as GET, answer as POST };
