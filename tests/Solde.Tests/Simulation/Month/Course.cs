namespace Solde.Tests.Simulation;

/// <summary>How a household pays over a month, and what becomes of it.</summary>
internal enum Course
{
    PaysByCard,
    CardRunsDry,
    CardIsStolen,
    CardExpires,
    BankWantsToSeeHim,
    PaysByECheque,
    AccountIsEmpty,
    Subscribes,
    SubscribesUntilItIsDry,
    RefundComesBack,
    Disputes,
    PaysCashInstead,
}
