// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { ProblemError, problemOf } from "@/lib/domain/problem";
import { NameForm } from "./name-form";

afterEach(cleanup);

function open(onName: (name: string) => Promise<void>) {
  render(<NameForm label="New board" initial="" action="Make" onName={onName} />);
  const field = screen.getByRole<HTMLInputElement>("textbox", { name: "New board" });
  const type = (value: string) => fireEvent.change(field, { target: { value } });
  const press = () => act(async () => screen.getByRole("button", { name: "Make" }).click());
  return { field, type, press };
}

test("pressed twice before the answer makes one, and what was typed meanwhile stays for the next", async () => {
  const answers: Array<() => void> = [];
  const onName = vi.fn<(name: string) => Promise<void>>(
    () => new Promise((resolve) => void answers.push(resolve)),
  );
  const { field, type, press } = open(onName);
  type("Props");
  await press();
  await press();
  type("Creatures");
  await act(async () => answers[0]?.());
  expect(onName.mock.calls).toEqual([["Props"]]);
  expect(field.value).toBe("Creatures");
  await press();
  await act(async () => answers[1]?.());
  expect(field.value).toBe("");
});

test("a refusal is said in the form, which keeps what was typed", async () => {
  const { field, type, press } = open(() => Promise.reject(new ProblemError(problemOf("offline"))));
  type("Props");
  await press();
  expect(field.value).toBe("Props");
  expect(field.getAttribute("aria-invalid")).toBe("true");
});
