using System.Text.Json.Nodes;

namespace Solde.Local.Provider;

/// <summary>What the provider will do by itself when its time has come: settle a bank debit, let a refund change its mind, let a payout arrive.</summary>
internal static class Settlements
{
    private const string Kind = "sandbox.settlement";

    /// <summary>Succeeds when the delay is over, or fails with <paramref name="failureCode"/>.</summary>
    public static void Schedule(Change change, JsonObject subject, string? failureCode) =>
        Schedule(change, subject, failureCode, change.Options.SettlementDelay);

    public static void Schedule(Change change, JsonObject subject, string? failureCode, TimeSpan delay) => change.Put(new JsonObject
    {
        ["id"] = subject.Id(),
        ["object"] = Kind,
        ["of"] = subject.Kind(),
        ["due"] = (change.Now + delay).ToUnixTimeMilliseconds(),
        ["failure_code"] = failureCode,
    });

    /// <summary>For what was settled on demand before its time.</summary>
    public static void Forget(Change change, JsonObject subject)
    {
        if (change.Find(Kind, subject.Id()) is not null)
            change.Remove(Kind, subject.Id());
    }

    public static void RunDue(Change change)
    {
        var now = change.Now.ToUnixTimeMilliseconds();
        foreach (var due in change.All(Kind).Where(item => item.Number("due") <= now).ToList())
            Run(change, change.Get(due.Text("of")!, due.Id()), due.Text("failure_code"));
    }

    private static void Run(Change change, JsonObject subject, string? failureCode)
    {
        switch (subject.Kind(), failureCode)
        {
            case (PaymentIntents.Kind, null):
                Confirmation.Succeed(change, subject);
                break;
            case (PaymentIntents.Kind, { } code):
                Confirmation.Fail(change, subject, code);
                break;
            case (Refunds.Kind, null):
                Refunds.Succeed(change, subject);
                break;
            case (Refunds.Kind, { } reason):
                Refunds.Fail(change, subject, reason);
                break;
            case (Payouts.Kind, _):
                Payouts.Pay(change, subject);
                break;
            default:
                throw new InvalidOperationException($"Nothing settles a {subject.Kind()}.");
        }
    }
}
