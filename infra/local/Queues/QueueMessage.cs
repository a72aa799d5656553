namespace Solde.Local.Queues;

/// <summary>
/// A message as it was received or peeked at. The pop receipt is valid until the message is received again; it is empty when peeked.
/// </summary>
public sealed record QueueMessage(string MessageId, string PopReceipt, string Text, int DequeueCount, DateTimeOffset InsertedOn);
