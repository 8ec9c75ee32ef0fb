// @vitest-environment happy-dom
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { problemOf } from "../domain/problem";
import { api, problemFrom } from "./api";

declare const happyDOM: { setURL: (url: string) => void };

let server: Server | null = null;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = null;
  vi.restoreAllMocks();
});

async function answerWith(listener: RequestListener) {
  const listening = createServer(listener);
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  happyDOM.setURL(`http://127.0.0.1:${(listening.address() as AddressInfo).port}/w/one/generate`);
}

const codeOf = async () => problemFrom(await api("/anything").catch((error: unknown) => error)).code;

test("a connection that is cut while the browser has a network is the server's absence", async () => {
  await answerWith((request) => request.socket.destroy());
  expect(await codeOf()).toBe("easel_unreachable");
});

test("a connection that cannot be made without a network is being offline", async () => {
  await answerWith((request) => request.socket.destroy());
  vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
  expect(await codeOf()).toBe("offline");
});

test("a refusal of Easel's own keeps its code", async () => {
  await answerWith((_request, response) => {
    response.writeHead(503, { "content-type": "application/problem+json" });
    response.end(JSON.stringify(problemOf("history_unavailable")));
  });
  expect(await codeOf()).toBe("history_unavailable");
});

test("the answer of something between the browser and Easel is none of Easel's", async () => {
  await answerWith((_request, response) => {
    response.writeHead(503, { "content-type": "text/html" });
    response.end("<h1>Service Unavailable</h1>");
  });
  expect(await codeOf()).toBe("internal");
});

test("an answer that breaks off in its middle is no answer", async () => {
  await answerWith((_request, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end('{"id":"half');
  });
  expect(await codeOf()).toBe("internal");
});
