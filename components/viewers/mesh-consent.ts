import { useSyncExternalStore } from "react";

// A page is left at a standstill for seconds by a mesh that no graphics card draws: such a machine's person is asked, once
// a visit.
let isAgreed = false;
let isFast: boolean | null = null;
const listeners = new Set<() => void>();

// What draws by the processor, by the names it gives itself.
const processors = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/** Whether a graphics card draws for this browser. Some refuse what would be slow, others only name what draws. */
function hasGraphicsCard(): boolean {
  if (isFast !== null) return isFast;
  const gl = document.createElement("canvas").getContext("webgl2", { failIfMajorPerformanceCaveat: true });
  const named = gl?.getExtension("WEBGL_debug_renderer_info");
  const renderer: unknown = gl?.getParameter(named ? named.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
  isFast = gl !== null && !processors.test(String(renderer));
  // A page may hold only so many.
  gl?.getExtension("WEBGL_lose_context")?.loseContext();
  return isFast;
}

export function agreeToMeshes(): void {
  isAgreed = true;
  for (const listener of listeners) listener();
}

/** Whether meshes are drawn without being asked for. */
export function useMeshConsent(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => isAgreed || hasGraphicsCard(),
    () => false,
  );
}
