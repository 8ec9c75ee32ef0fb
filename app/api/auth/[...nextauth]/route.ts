import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/lib/server/auth";
import { problemFromError, problemResponse, requireOwnOrigin } from "@/lib/server/handle";

interface AuthContext {
  params: Promise<{ nextauth: string[] }>;
}

async function answer(request: NextRequest, context: AuthContext): Promise<Response> {
  try {
    requireOwnOrigin(request);
  } catch (error) {
    return problemResponse(problemFromError(error, "next-auth", null));
  }
  const response: Response = await NextAuth(request, context, authOptions());
  return response;
}

export { answer as GET, answer as POST };
