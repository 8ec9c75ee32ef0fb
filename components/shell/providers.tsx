"use client";

import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ToastHost } from "@/components/ui/toast";
import { TooltipHost } from "@/components/ui/tooltip";
import { noticeSignedIn, noticeSignedOut } from "@/lib/browser/session-notice";
import { isRetryable, retryDelayMs } from "@/lib/domain/retry";

const maxRetries = 2;

function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: noticeSignedOut, onSuccess: noticeSignedIn }),
    mutationCache: new MutationCache({ onError: noticeSignedOut }),
    defaultOptions: {
      queries: {
        retry: (failures, error) => failures < maxRetries && isRetryable(error),
        retryDelay: retryDelayMs,
        // One poll keeps the page current; coming back to a tab must not fetch every list again.
        refetchOnWindowFocus: false,
      },
      // A mutation may spend or delete; only the person repeats it.
      mutations: { retry: false },
    },
  });
}

export function Providers({ children }: { children: ReactNode }) {
  const [client] = useState(createQueryClient);
  return (
    <QueryClientProvider client={client}>
      {children}
      <ToastHost />
      <TooltipHost />
    </QueryClientProvider>
  );
}
