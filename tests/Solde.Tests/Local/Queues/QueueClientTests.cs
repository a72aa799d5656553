using Azure;
using Solde.Local.Queues;

namespace Solde.Tests.Local.Queues;

public sealed class QueueClientTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly TimeSpan Hidden = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task A_queue_that_exists_is_not_created_again()
    {
        var queue = await azurite.NewQueueAsync();
        await queue.SendMessageAsync("kept");

        await queue.CreateIfNotExistsAsync();

        Assert.Equal(1, await queue.ApproximateCountAsync());
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData("<a>&amp; \0 \u0001 \r\n\t é 漢 \U0001F4B6 \"quoted\"")]
    public async Task A_text_comes_back_as_it_was_sent(string text)
    {
        var queue = await azurite.NewQueueAsync();
        var before = DateTimeOffset.UtcNow.AddSeconds(-1);

        await queue.SendMessageAsync(text);

        var message = Assert.Single(await queue.ReceiveMessagesAsync(32, Hidden));
        Assert.Equal(text, message.Text);
        Assert.Equal(1, message.DequeueCount);
        Assert.InRange(message.InsertedOn, before.AddSeconds(-1), DateTimeOffset.UtcNow.AddSeconds(1));
    }

    [Fact]
    public async Task A_received_message_is_hidden_from_others_until_it_is_shown_again()
    {
        var queue = await azurite.NewQueueAsync();
        await queue.SendMessageAsync("once");
        var first = Assert.Single(await queue.ReceiveMessagesAsync(1, Hidden));

        Assert.Empty(await queue.ReceiveMessagesAsync(1, Hidden));
        Assert.Equal(1, await queue.ApproximateCountAsync());

        await queue.UpdateMessageAsync(first.MessageId, first.PopReceipt, TimeSpan.Zero);
        var second = Assert.Single(await queue.ReceiveMessagesAsync(1, Hidden));
        Assert.Equal(first.MessageId, second.MessageId);
        Assert.Equal("once", second.Text);
        Assert.Equal(2, second.DequeueCount);
    }

    [Fact]
    public async Task Only_the_latest_pop_receipt_deletes_a_message()
    {
        var queue = await azurite.NewQueueAsync();
        await queue.SendMessageAsync("renewed");
        var message = Assert.Single(await queue.ReceiveMessagesAsync(1, Hidden));
        var renewed = await queue.UpdateMessageAsync(message.MessageId, message.PopReceipt, Hidden);

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => queue.DeleteMessageAsync(message.MessageId, message.PopReceipt));
        Assert.Equal("PopReceiptMismatch", refused.ErrorCode);

        await queue.DeleteMessageAsync(message.MessageId, renewed);
        Assert.Equal(0, await queue.ApproximateCountAsync());
    }

    [Fact]
    public async Task A_delayed_message_is_counted_but_neither_received_nor_peeked_at()
    {
        var queue = await azurite.NewQueueAsync();

        await queue.SendMessageAsync("later", Hidden);

        Assert.Empty(await queue.ReceiveMessagesAsync(1, Hidden));
        Assert.Empty(await queue.PeekMessagesAsync(32));
        Assert.Equal(1, await queue.ApproximateCountAsync());
    }

    [Fact]
    public async Task Peeking_shows_messages_and_takes_none()
    {
        var queue = await azurite.NewQueueAsync();
        await queue.SendMessageAsync("a");
        await queue.SendMessageAsync("b");

        Assert.Equal(["a", "b"], (await queue.PeekMessagesAsync(32)).Select(message => message.Text));
        Assert.Equal(2, (await queue.ReceiveMessagesAsync(32, Hidden)).Count);
    }

    [Fact]
    public async Task A_text_of_48_KiB_fits_and_a_longer_one_is_refused()
    {
        var queue = await azurite.NewQueueAsync();

        await queue.SendMessageAsync(new string('a', 48 * 1024));

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => queue.SendMessageAsync(new string('a', (48 * 1024) + 1)));
        Assert.Equal(413, refused.Status);
    }

    [Fact]
    public async Task A_queue_that_does_not_exist_is_an_error_with_a_code()
    {
        var queue = new QueueClient(azurite.Account, AzuriteFixture.RandomName("q"));

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => queue.SendMessageAsync("lost"));

        Assert.Equal("QueueNotFound", refused.ErrorCode);
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("Upper")]
    [InlineData("-dash")]
    [InlineData("two--dashes")]
    [InlineData("a/b")]
    public void A_malformed_name_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => new QueueClient(azurite.Account, name));
}
