import { expect, test, vi } from "vitest";
import { readBounded, unknownAddress } from "./handle";

/** A body of `parts` times ten bytes, and what became of it. */
function bodyOf(parts: number) {
  const seen = { partsTaken: 0, isCancelled: false };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (seen.partsTaken === parts) return controller.close();
        seen.partsTaken += 1;
        controller.enqueue(new Uint8Array(10).fill(seen.partsTaken));
      },
      cancel() {
        seen.isCancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  const request = new Request("http://localhost:3000/", {
    method: "POST",
    body,
    duplex: "half",
  } as RequestInit);
  return { request, seen };
}

test("a body within bounds is read whole", async () => {
  const { request } = bodyOf(3);
  const bytes = await readBounded(request, 30);
  expect(Array.from(bytes ?? [])).toEqual([...Array(10).fill(1), ...Array(10).fill(2), ...Array(10).fill(3)]);
});

test("a body beyond bounds is refused at once, and its rest passes by, so that the connection is free again", async () => {
  const { request, seen } = bodyOf(100);
  expect(await readBounded(request, 25)).toBeNull();
  expect(seen.partsTaken).toBeLessThan(100);
  await vi.waitFor(() => expect(seen.partsTaken).toBe(100));
  expect(seen.isCancelled).toBe(false);
});

test("an address of ours that does not exist is answered in words, for a program, with nothing that could run", async () => {
  const answer = unknownAddress();
  expect(answer.status).toBe(404);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(answer.headers.get("content-security-policy")).toBe("default-src 'none'; frame-ancestors 'none'");
  expect(await answer.json()).toMatchObject({ code: "not_found", status: 404 });
});
