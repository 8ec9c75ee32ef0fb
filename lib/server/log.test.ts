import { expect, test } from "vitest";
import { withoutSecrets } from "./log";

test.each([
  ["authorization: Bearer eyJhbGciOi.abc", "eyJhbGciOi"],
  ["token pat_live_123-456 was refused", "pat_live_123-456"],
  ["PUT https://storage.example/o?upload_id=ABC123&X-Goog-Signature=deadbeef", "ABC123"],
  ["PUT https://storage.example/o?upload_id=ABC123&X-Goog-Signature=deadbeef", "deadbeef"],
  ["connect postgres://easel:hunter2@db.example/easel", "hunter2"],
  ["cookie: __Secure-next-auth.session-token=sealed.value; a=b", "sealed.value"],
])("a log line of %s does not hold %s", (text, secret) => {
  expect(withoutSecrets(text)).not.toContain(secret);
});

test("a token of any form that is known to the caller is removed wherever it stands", () => {
  expect(withoutSecrets('{"body":"opaque-token-1 and opaque-token-1"}', ["opaque-token-1"])).toBe(
    '{"body":"[removed] and [removed]"}',
  );
});
