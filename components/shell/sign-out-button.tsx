"use client";

import { Button } from "@/components/ui/button";
import { signOutOfEasel } from "./sign-out";

export function SignOutButton() {
  return <Button onClick={() => void signOutOfEasel()}>Sign out</Button>;
}
