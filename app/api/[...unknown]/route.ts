import { unknownAddress } from "@/lib/server/handle";

export const dynamic = "force-dynamic";

export {
  unknownAddress as DELETE,
  unknownAddress as GET,
  unknownAddress as PATCH,
  unknownAddress as POST,
  unknownAddress as PUT,
};
