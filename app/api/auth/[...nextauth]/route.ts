import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/lib/server/auth";
import { env } from "@/lib/server/env";
import { json, problemFromError, requireOwnOrigin } from "@/lib/server/handle";

interface AuthContext {
  params: Promise<{ nextauth: string[] }>;
}

async function answer(request: NextRequest, context: AuthContext): Promise<Response> {
  try {
    requireOwnOrigin(request);
  } catch (error) {
    const problem = problemFromError(error, "next-auth", null);
    // next-auth's own script reads nothing of a refusal but the `error` in its `url`, and breaks without one.
    const url = `${env().appOrigin}/sign-in?error=${problem.code}`;
    return json({ ...problem, url }, problem.status);
  }
  const response: Response = await NextAuth(request, context, authOptions());
  return response;
}

export { answer as GET, answer as POST };
