using Solde.Functions.Api;
using Solde.Functions.Failures;

namespace Solde.Functions.Payments;

/// <summary>Every failure code that is known, its class and what is done about it (PAY-13), by scheme and class.</summary>
internal static class ListFailureCodes
{
    /// <param name="Class">Why it failed; one of nine, over every scheme.</param>
    /// <param name="Action">What is done: retry, ask_customer, fix_and_send, stop_contact or show_to_person.</param>
    /// <param name="Meaning">What it means to a person, in the language asked for.</param>
    public sealed record Entry(string Scheme, string Code, string Class, string Action, string Meaning);

    public static Answer Handle(string? scheme, string? @class, string? cursor, int? limit, Command command)
    {
        var errors = new FieldErrors();
        errors.OneOf("scheme", scheme, FailureCodes.Schemes, needed: false);
        errors.OneOf("class", @class, [.. FailureClass.All.Select(known => known.Name)], needed: false);
        var (after, size) = Cursor.Read(cursor, limit, errors);
        if (errors.Any)
            return errors.ToRefusal();
        var items = FailureCodes.All
            .Where(entry => (scheme is null || entry.Scheme == scheme) && (@class is null || entry.Class.Name == @class))
            .Select(entry => new Entry(
                entry.Scheme, entry.Code, entry.Class.Name, entry.Class.Action, entry.Meaning.In(command.Language)));
        return Cursor.Answer(
            Cursor.Page(items, entry => $"{entry.Scheme}|{entry.Code}", after, size), PaymentsJson.Default.PageListFailureCodesEntry);
    }
}
