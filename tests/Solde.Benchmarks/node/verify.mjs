// Reads a line with what to check, or with how often to check it, and answers each line when it is done.
import { createInterface } from "node:readline";
import Stripe from "stripe";

const { signature } = Stripe.webhooks ?? new Stripe("sk_test_unused").webhooks;
let subject;
for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  if (question.count === undefined) {
    // Buffers, as a server that reads a request's body has them.
    subject = { ...question, body: Buffer.from(question.body) };
  } else {
    for (let i = 0; i < question.count; i++) {
      // Throws unless the signature is good. The event is not parsed: our check does not do that either.
      signature.verifyHeader(subject.body, subject.header, subject.secret, 300);
    }
  }
  console.log("done");
}
