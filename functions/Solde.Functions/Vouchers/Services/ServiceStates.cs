namespace Solde.Functions.Vouchers;

/// <summary>Where a service stands, read off what was done: nothing else keeps it.</summary>
internal static class ServiceStates
{
    /// <summary>Neither side is done.</summary>
    public const string ToValidate = "to_validate";

    /// <summary>By the user; it waits for the company (VOU-03).</summary>
    public const string Confirmed = "confirmed";

    /// <summary>By the company; it waits for the user.</summary>
    public const string Validated = "validated";

    public const string Contested = "contested";

    /// <summary>The user must confirm again.</summary>
    public const string Corrected = "corrected";

    /// <summary>Both are done, nothing is allocated.</summary>
    public const string Waiting = "waiting";

    public const string PartiallyAllocated = "partially_allocated";
    public const string Allocated = "allocated";
    public const string Withdrawn = "withdrawn";

    public static readonly IReadOnlyList<string> All =
        [ToValidate, Confirmed, Validated, Contested, Corrected, Waiting, PartiallyAllocated, Allocated, Withdrawn];

    public static string Of(Service service) => service switch
    {
        { WithdrawnAt: not null } => Withdrawn,
        { ReadyAt: not null, Allocated: 0 } => Waiting,
        { ReadyAt: not null, Missing: > 0 } => PartiallyAllocated,
        { ReadyAt: not null } => Allocated,
        { User.State: SideStates.Contested } => Contested,
        { User.IsDone: true } => Confirmed,
        { CompanySide.IsDone: true } => service.Rounds[^1].Act == RoundActs.Corrected ? Corrected : Validated,
        _ => ToValidate,
    };
}

internal static class SideStates
{
    public const string Pending = "pending";
    public const string Done = "done";

    /// <summary>The user's only.</summary>
    public const string Contested = "contested";
}

internal static class RoundActs
{
    public const string Encoded = "encoded";
    public const string Confirmed = "confirmed";
    public const string Contested = "contested";
    public const string Validated = "validated";
    public const string Corrected = "corrected";
    public const string Withdrawn = "withdrawn";
}

/// <summary>Who took part in a round.</summary>
internal static class Parties
{
    public const string User = "user";
    public const string Company = "company";
}

/// <summary>Who may encode a service.</summary>
internal static class Encoders
{
    public const string Worker = "worker";
    public const string Company = "company";

    public static readonly IReadOnlyList<string> All = [Worker, Company];
}
