namespace Solde.Functions.Aggregates;

/// <summary>
/// Tells who a person is or how he is reached or paid, or is a text of which anybody may have made something of that kind. A text or a list of
/// texts in a stored document; it is erased with its document once the law no longer lets us keep it (docs/personal-data.md).
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PersonalAttribute : Attribute;
