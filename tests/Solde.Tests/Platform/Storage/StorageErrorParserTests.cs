using Solde.Platform.Storage;

namespace Solde.Tests.Platform.Storage;

public sealed class StorageErrorParserTests
{
    [Theory]
    [InlineData("""{"odata.error":{"code":"TableBeingDeleted","message":{"lang":"en-US","value":"Later."}}}""", "TableBeingDeleted", "Later.")]
    [InlineData("""<?xml version="1.0"?><Error><Code>AuthenticationFailed</Code><Message>Who?</Message></Error>""", "AuthenticationFailed", "Who?")]
    [InlineData("""<error xmlns="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata"><code>OutOfRangeInput</code><message>No.</message></error>""", "OutOfRangeInput", "No.")]
    public void A_code_and_a_message_are_found_in_every_form_that_storage_writes(string body, string code, string message)
    {
        var error = StorageErrorParser.Read(BinaryData.FromString(body));

        Assert.Equal((code, message), (error!.Code, error.Message));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"error":"of another service"}""")]
    [InlineData("<html><body>Bad gateway</body></html>")]
    [InlineData("<html><br></html>")]
    [InlineData("Bad gateway")]
    public void A_body_that_storage_does_not_write_has_no_code(string body) =>
        Assert.Null(StorageErrorParser.Read(BinaryData.FromString(body)));
}
