export function noiseFile(name: string, sizeBytes: number): Buffer<ArrayBuffer>;
