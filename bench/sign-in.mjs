// Signs in over HTTP as a browser would and gives the Cookie header.
export async function signIn(url, token) {
  const jar = new Map();
  const remember = (response) => {
    for (const line of response.headers.getSetCookie()) {
      const [pair] = line.split(";");
      jar.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    }
  };
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
  const start = await fetch(`${url}/api/auth/csrf`);
  remember(start);
  const { csrfToken } = await start.json();
  const answer = await fetch(`${url}/api/auth/callback/credentials`, {
    method: "POST",
    redirect: "manual",
    headers: { "content-type": "application/x-www-form-urlencoded", cookie: cookie(), origin: url },
    body: new URLSearchParams({ csrfToken, token, json: "true", callbackUrl: url }),
  });
  remember(answer);
  if (![...jar.keys()].some((name) => name.includes("session-token"))) {
    throw new Error(`Signing in failed with ${answer.status}: ${await answer.text()}`);
  }
  return cookie();
}
