using Solde.Functions.Vouchers;

namespace Solde.Tests.Vouchers;

/// <summary>What an allocation must never do, told from the wallet before and after it, without the rule's own order.</summary>
internal static class AllocationFaults
{
    public static void Throw(Wallet before, Wallet after, DateOnly today)
    {
        var faults = Of(before, after, today).ToArray();
        if (faults.Length > 0)
            throw new InvalidOperationException(string.Join(' ', faults));
    }

    private static IEnumerable<string> Of(Wallet before, Wallet after, DateOnly today)
    {
        foreach (var service in after.Services.Values.Where(service => Gained(before, service) > 0))
        {
            var passedOver = after.Services.Values.FirstOrDefault(other => other.IsWaiting && ComesBefore(before, other, service));
            if (passedOver is not null)
                yield return $"{service.Id} got vouchers and {passedOver.Id}, which comes before it, still lacks some.";
        }
        foreach (var lot in after.Lots.Values)
        {
            var was = before.Lots.GetValueOrDefault(lot.Id);
            if (lot.Allocated == (was?.Allocated ?? 0))
                continue;
            if (lot.ExpiresOn < today)
                yield return $"Vouchers of {lot.Id} were allocated on {today}, and had expired on {lot.ExpiresOn}.";
            var spared = after.Lots.Values.FirstOrDefault(
                other => other.Left > 0
                    && other.ExpiresOn >= today
                    && (other.ExpiresOn, other.First).CompareTo((lot.ExpiresOn, lot.First)) < 0);
            if (spared is not null)
                yield return $"Vouchers of {lot.Id} were allocated, and {spared.Id}, which expires before, has some left.";
        }
    }

    private static int Gained(Wallet before, Service service) =>
        service.Allocated - (before.Services.GetValueOrDefault(service.Id)?.Allocated ?? 0);

    /// <summary>By how they stood before.</summary>
    private static bool ComesBefore(Wallet before, Service one, Service other)
    {
        var (onePartial, otherPartial) = (IsPartial(before, one), IsPartial(before, other));
        return onePartial != otherPartial
            ? onePartial
            : (one.PerformedOn, one.EncodedAt, one.Id).CompareTo((other.PerformedOn, other.EncodedAt, other.Id)) < 0;
    }

    private static bool IsPartial(Wallet before, Service service) => before.Services.GetValueOrDefault(service.Id)?.Allocated > 0;
}
