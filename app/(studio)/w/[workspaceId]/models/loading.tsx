import { ModelsSkeleton } from "@/components/models/models-skeleton";

export default function ModelsLoading() {
  return <ModelsSkeleton />;
}
