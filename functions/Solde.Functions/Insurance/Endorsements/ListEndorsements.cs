using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Insurance;

/// <summary>A certificate's endorsements, oldest or newest first, with or without an invoice (COM-09).</summary>
internal static class ListEndorsements
{
    public static async Task<Answer> Handle(
        string account,
        string certificate,
        bool? invoiced,
        string? order,
        string? cursor,
        int? limit,
        Command command,
        AggregateStore<ProviderInsurance> insurance)
    {
        var errors = new FieldErrors();
        var list = ListOrder.Read(order, cursor, limit, errors);
        if (errors.Any)
            return errors.ToRefusal();
        var found = await insurance.ReadAsync(command.Organisation, account, command.CancellationToken);
        if (!found.Certificates.ContainsKey(certificate))
            return CommonRefusals.NotFound;
        var endorsements = found.EndorsementsOf(certificate)
            .Where(endorsement => invoiced is not { } wanted || endorsement.Invoice is not null == wanted)
            .Select(EndorsementView.Of);
        return Cursor.Answer(
            Cursor.Page(endorsements, endorsement => endorsement.Id, list.After, list.Limit, list.NewestFirst),
            InsuranceJson.Default.PageEndorsementView);
    }
}
