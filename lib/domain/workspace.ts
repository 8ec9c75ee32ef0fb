/** A Layer workspace the person's token reaches, with its Creative Units at the moment of asking. */
export interface Workspace {
  id: string;
  slug: string;
  name: string;
  balanceCreativeUnits: number;
  reservedCreativeUnits: number;
  /** Balance less reserved; may be negative. */
  availableCreativeUnits: number;
}

export interface WorkspacePage {
  workspaces: Workspace[];
  nextCursor: string | null;
}
