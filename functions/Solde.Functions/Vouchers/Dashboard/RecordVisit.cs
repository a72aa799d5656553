using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Vouchers;

/// <summary>How far the company has seen what changed: the dashboard tells what changed since (VOU-11).</summary>
internal static class RecordVisit
{
    /// <param name="SeenAt">The dashboard's own instant; now unless given.</param>
    public sealed record Request(DateTimeOffset? SeenAt = null);

    public static async Task<Answer> Handle(
        string company, Request request, Command command, AggregateStore<Company> companies, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        var seen = request.SeenAt is { } seenAt && seenAt < now ? seenAt.ToUniversalTime() : now;
        return await companies.ChangeAsync(company, command, current => Decide(current, seen));
    }

    /// <summary>What was seen once stays seen: an earlier instant changes nothing.</summary>
    internal static Decision<Company> Decide(Company company, DateTimeOffset seen)
    {
        if (company.Head is not { } head)
            return CommonRefusals.NotFound;
        if (head.LastVisit >= seen)
            return new Decision<Company>.Unchanged(ChangeCompany.View(company));
        var after = company with { Head = head with { LastVisit = seen } };
        return new Decision<Company>.Changed(after, new JournalNote("CompanyVisited"), ChangeCompany.View(after), []);
    }
}
