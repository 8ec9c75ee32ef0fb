/** An answer in the form the XML API gives its errors. */
export interface XmlError {
  status: number;
  code: string;
  message: string;
  details?: string;
  /** Further elements, such as `ParameterName` or `StringToSign`. */
  elements?: Readonly<Record<string, string>>;
}

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

function element(name: string, text: string): string {
  return `<${name}>${text.replace(/[&<>]/g, (character) => escapes[character] ?? character)}</${name}>`;
}

/** The error as `application/xml; charset=UTF-8`. */
export function xmlErrorResponse(error: XmlError): Response {
  const inner = [
    element("Code", error.code),
    element("Message", error.message),
    ...(error.details === undefined ? [] : [element("Details", error.details)]),
    ...Object.entries(error.elements ?? {}).map(([name, text]) => element(name, text)),
  ];
  return new Response(`<?xml version='1.0' encoding='UTF-8'?><Error>${inner.join("")}</Error>`, {
    status: error.status,
    headers: { "Content-Type": "application/xml; charset=UTF-8" },
  });
}
