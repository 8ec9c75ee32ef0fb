import { FileQuestion } from "lucide-react";
import { EmptyState } from "@/components/ui/empty-state";
import { problemWords } from "@/lib/domain/problem";

export default function WorkspaceNotFound() {
  return (
    <EmptyState
      icon={<FileQuestion size={28} strokeWidth={1.5} aria-hidden="true" />}
      title={problemWords.not_found.title}
    >
      {problemWords.not_found.action}
    </EmptyState>
  );
}
