import "server-only";
import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import type { OAuthConfig } from "next-auth/providers/oauth";
import * as z from "zod";
import type { ProblemCode } from "@/lib/domain/problem";
import { returnPathFrom } from "@/lib/domain/return-path";
import { type Env, env } from "./env";
import { problemFromError } from "./handle";
import { layer } from "./layer";
import { logFault } from "./log";
import { personIdOf, personNameOf } from "./person";
import { sealedSchema, usesSecureCookies } from "./session";

const sessionSeconds = 30 * 24 * 60 * 60;
// Layer's tokens are well under a hundred characters; beyond this the sealed cookie would no longer fit in a request.
const maxTokenCharacters = 4_096;

const credentialsSchema = z.object({
  // What may stand in an Authorization header; anything else cannot be a token and is not sent anywhere.
  token: z
    .string()
    // Copied from a request's header as often as from Layer's page.
    .transform((text) => text.trim().replace(/^bearer\s+/i, ""))
    .pipe(
      z
        .string()
        .regex(/^[\x21-\x7e]+$/)
        .max(maxTokenCharacters),
    ),
  name: z.string().max(1_000).optional(),
});

/** What the cookie will hold. It goes from `authorize` to the `jwt` callback and no further. */
type SignedIn = z.infer<typeof sealedSchema>;

/** Refuses a sign-in; next-auth hands the message back to the sign-in page as its error. */
class SignInRefusal extends Error {
  constructor(code: ProblemCode) {
    super(code);
    this.name = "SignInRefusal";
  }
}

async function requireAcceptedToken(token: string): Promise<void> {
  try {
    await layer().listWorkspaces(token, { cursor: null, limit: 1 });
  } catch (error) {
    throw new SignInRefusal(problemFromError(error, "sign-in", null).code);
  }
}

/**
 * Signs in with a Personal Access Token, once Layer has accepted it. Throws an error whose message is the ProblemCode:
 * `token_refused` for a wrong one, `layer_unreachable` and its like when Layer could not be asked.
 */
async function signInWithToken(credentials: unknown): Promise<{ id: string } & SignedIn> {
  const parsed = credentialsSchema.safeParse(credentials);
  if (!parsed.success) throw new SignInRefusal("token_refused");
  const { token, name } = parsed.data;
  await requireAcceptedToken(token);
  const personId = personIdOf(token);
  return { id: personId, layerToken: token, personId, personName: personNameOf(name) };
}

interface LayerProfile {
  sub: string;
  name?: string;
  nickname?: string;
  preferred_username?: string;
}

function layerOAuth(oauth: NonNullable<Env["oauth"]>): OAuthConfig<LayerProfile> {
  return {
    id: "layer",
    name: "Layer",
    type: "oauth",
    wellKnown: `${oauth.issuer}/.well-known/openid-configuration`,
    issuer: oauth.issuer,
    clientId: oauth.clientId,
    clientSecret: oauth.clientSecret,
    authorization: { params: { scope: oauth.scope } },
    // An issuer that gives an ID token is asked for nothing further, so the profile comes signed.
    idToken: /\bopenid\b/.test(oauth.scope),
    checks: ["pkce", "state"],
    profile: (profile) => ({
      id: profile.sub,
      name: profile.name ?? profile.nickname ?? profile.preferred_username ?? null,
    }),
  };
}

/**
 * next-auth's options. The token lives in the sealed cookie alone: the `session` callback, whose answer a browser can
 * read at /api/auth/session, gives the name and nothing else.
 */
export function authOptions(): NextAuthOptions {
  const { authSecret, oauth, appOrigin } = env();
  return {
    secret: authSecret,
    useSecureCookies: usesSecureCookies(),
    session: { strategy: "jwt", maxAge: sessionSeconds },
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    providers: [
      CredentialsProvider({
        id: "credentials",
        name: "Personal access token",
        credentials: { token: { type: "password" }, name: { type: "text" } },
        authorize: async (credentials) => await signInWithToken(credentials),
      }),
      ...(oauth ? [layerOAuth(oauth)] : []),
    ],
    callbacks: {
      async signIn({ account }) {
        if (account?.type !== "oauth") return true;
        if (!account.access_token) throw new SignInRefusal("token_refused");
        await requireAcceptedToken(account.access_token);
        return true;
      },
      async jwt({ token, user, account }) {
        // Only a sign-in brings an account; every later call keeps what the cookie already holds.
        if (!account) return token;
        if (account.type === "oauth" && account.access_token) {
          return {
            layerToken: account.access_token,
            // Access tokens change at each sign-in, the subject stays.
            personId: personIdOf(`oauth:${account.provider}:${account.providerAccountId}`),
            personName: personNameOf(user.name),
          };
        }
        return sealedSchema.parse(user);
      },
      async session({ token, session }) {
        const sealed = sealedSchema.safeParse(token);
        return {
          expires: session.expires,
          user: { name: personNameOf(sealed.success ? sealed.data.personName : null) },
        };
      },
      async redirect({ url }) {
        const path = url.startsWith(`${appOrigin}/`) ? url.slice(appOrigin.length) : url;
        return `${appOrigin}${returnPathFrom(path)}`;
      },
    },
    logger: {
      error: (code, metadata) => {
        logFault(`next-auth ${code}`, metadata instanceof Error ? metadata : metadata.error);
      },
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}
