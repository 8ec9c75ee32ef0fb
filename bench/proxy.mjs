// A model list through Easel beside the same bytes from a plain Next route, in the same run, in turns.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import autocannon from "autocannon";
import { end, freePort, program, root, run, start, waitForAnswer } from "../scripts/processes.mjs";
import { startBareProxy, startStandIn, workspaceId } from "./layer-stand-in.mjs";
import { signIn } from "./sign-in.mjs";
import { startEasel } from "./start-easel.mjs";

const rounds = 3;
const connections = 32;

const load = (url, headers, seconds) => autocannon({ url, headers, connections, duration: seconds });
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Needs a production build of Easel. Gives rows for the closing table. */
export async function benchProxy({ databaseUrl }) {
  const layer = await startStandIn();
  const bare = await startBareProxy(layer.url);
  const folder = mkdtempSync(join(tmpdir(), "easel-bench-"));
  const bodyFile = join(folder, "models.json");
  const plainPort = await freePort();
  const plainUrl = `http://localhost:${plainPort}`;
  await run([program("next"), "build", "bench/plain"], {
    env: { NEXT_TELEMETRY_DISABLED: "1" },
    quiet: true,
  });
  const { child: easel, url: easelUrl } = await startEasel({
    databaseUrl,
    environment: layer.environment,
  });
  let plain;
  try {
    await waitForAnswer(`${easelUrl}/api/health`);
    const cookie = await signIn(easelUrl, "pat_bench");
    const path = `/api/workspaces/${workspaceId}/models`;
    const answer = await fetch(easelUrl + path, { headers: { cookie } });
    const body = await answer.text();
    if (answer.status !== 200)
      throw new Error(`Easel answered ${answer.status} to the list that is to be measured: ${body}`);
    writeFileSync(bodyFile, body);
    plain = start([join(root, "bench", "plain", ".next", "standalone", "bench", "plain", "server.js")], {
      output: "ignore",
      env: {
        PATH: process.env.PATH,
        NODE_ENV: "production",
        NEXT_TELEMETRY_DISABLED: "1",
        HOSTNAME: "localhost",
        PORT: String(plainPort),
        BENCH_BODY_FILE: bodyFile,
      },
    });
    await waitForAnswer(`${plainUrl}/models`);

    const targets = [
      { name: "Easel, model list from Layer", url: easelUrl + path, headers: { cookie } },
      { name: "plain Next route, same bytes", url: `${plainUrl}/models`, headers: { cookie } },
      { name: "bare undici proxy", url: `${bare.url}/v1/models`, headers: {} },
      { name: "upstream directly", url: `${layer.url}/v1/models`, headers: {} },
    ];
    const measured = targets.map(() => []);
    for (const target of targets) await load(target.url, target.headers, 3);
    for (let round = 0; round < rounds; round += 1) {
      for (const [index, target] of targets.entries()) {
        const result = await load(target.url, target.headers, 5);
        if (result.non2xx > 0 || result.errors > 0)
          throw new Error(`${target.name}: ${result.non2xx} refusals, ${result.errors} errors`);
        measured[index].push(result.requests.average);
      }
    }
    const perSecond = measured.map(median);
    return targets.map((target, index) => ({
      what: target.name,
      measured: `${Math.round(perSecond[index])} requests/s`,
      ratio: `${(perSecond[index] / perSecond[1]).toFixed(2)}× the plain route`,
      wanted: index === 0 ? "≥ 0.80×" : "",
      met: index === 0 ? perSecond[0] / perSecond[1] >= 0.8 : null,
    }));
  } finally {
    await end(easel);
    if (plain) await end(plain);
    layer.close();
    bare.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
