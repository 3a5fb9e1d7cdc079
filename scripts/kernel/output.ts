/** What a cell may put out, as nbformat 4.5 stores it. */
export type Output = StreamOutput | DisplayOutput | ResultOutput | ErrorOutput;

export interface StreamOutput {
  output_type: "stream";
  name: "stdout" | "stderr";
  text: string;
}

export interface DisplayOutput {
  output_type: "display_data";
  data: Record<string, unknown>;
  metadata: Record<string, unknown>;
}

export interface ResultOutput {
  output_type: "execute_result";
  execution_count: number | null;
  data: Record<string, unknown>;
  metadata: Record<string, unknown>;
}

export interface ErrorOutput {
  output_type: "error";
  ename: string;
  evalue: string;
  traceback: string[];
}

/** Adds an output to a list; text that continues the last stream is joined to it. */
export function appendOutput(outputs: Output[], output: Output): void {
  const last = outputs.at(-1);
  if (
    output.output_type === "stream" &&
    last?.output_type === "stream" &&
    last.name === output.name
  ) {
    last.text += output.text;
  } else {
    outputs.push(output);
  }
}

/** The output an iopub message stands for, or undefined when it is none. */
export function outputOf(type: string, content: Record<string, unknown>): Output | undefined {
  const data = (content["data"] ?? {}) as Record<string, unknown>;
  const metadata = (content["metadata"] ?? {}) as Record<string, unknown>;
  switch (type) {
    case "stream": {
      const name = content["name"] === "stderr" ? "stderr" : "stdout";
      return { output_type: "stream", name, text: String(content["text"]) };
    }
    case "display_data":
      return { output_type: "display_data", data, metadata };
    case "execute_result": {
      const count = content["execution_count"];
      const execution_count = typeof count === "number" ? count : null;
      return { output_type: "execute_result", execution_count, data, metadata };
    }
    case "error": {
      const traceback = (content["traceback"] as unknown[] | undefined) ?? [];
      return {
        output_type: "error",
        ename: String(content["ename"]),
        evalue: String(content["evalue"]),
        traceback: traceback.map(String),
      };
    }
    default:
      return undefined;
  }
}
