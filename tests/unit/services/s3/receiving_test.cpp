// Bodies of objects that do not go into memory: judged by their head, digested as they come.
#include "services/s3/receiving.hpp"

#include <gtest/gtest.h>

#include "base/base64.hpp"
#include "services/s3/fixture.hpp"

namespace spotdrill::s3 {
namespace {

constexpr const char* secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

struct Keys final : wire::CredentialSource {
  [[nodiscard]] std::optional<wire::Credential> find(std::string_view id) const override {
    if (id != "AKIAIOSFODNN7EXAMPLE") return std::nullopt;
    return wire::Credential{.access_key_id = std::string{id}, .secret_access_key = secret};
  }
};

struct Receiving : testing::Test, Fixture {
  Receiving() { EXPECT_EQ(make_bucket(), ""); }

  /// A signed request; its headers say "x-amz-content-sha256: `payload`".
  protocol::HttpRequest request(const std::string& target, const std::string& payload,
                                const protocol::Headers& more = {}) {
    protocol::HttpRequest head{.method = "PUT", .target = target, .headers = more};
    head.headers.set("Host", "s3.us-east-1.amazonaws.com");
    wire::sign(head, *keys.find("AKIAIOSFODNN7EXAMPLE"), "us-east-1", "s3", time.now(), payload);
    return head;
  }

  /// Sends `bytes` in pieces; what came of it.
  std::shared_ptr<ReceivedObject> receive(const protocol::HttpRequest& head,
                                          std::string_view bytes) {
    const auto sink = receiver.begin(head, 2 * memory_body_bytes);
    if (sink == nullptr) return nullptr;
    for (; !bytes.empty(); bytes.remove_prefix(std::min<std::size_t>(bytes.size(), 1000))) {
      sink->write(bytes.substr(0, 1000));
    }
    return std::static_pointer_cast<ReceivedObject>(sink->finish());
  }

  Result<api::s3::PutObjectOutput> put_received(std::shared_ptr<ReceivedObject> object,
                                                std::optional<std::string> crc32 = {}) {
    wire::Context with_body = context;
    with_body.body = std::move(object);
    api::s3::PutObjectRequest put;
    put.bucket = "bucket";
    put.key = "key";
    put.checksum_crc32 = std::move(crc32);
    return put_object(*s3, put, with_body);
  }

  Keys keys;
  Receiver receiver{*s3, blobs, keys, time, {}};
  const std::string body = std::string(100'000, 'b');
};

// Goal: a client that waits for leave to send its body is refused at once where its body is of no
// account, also where it would go into memory; one that does not wait has sent it already.
TEST_F(Receiving, WhoWaitsForLeaveIsRefusedWhereTheHeadIsEnough) {
  EXPECT_EQ(put("key", "there"), "");
  const protocol::Headers waits{{"Expect", "100-continue"}};
  const protocol::Headers once{{"Expect", "100-continue"}, {"If-None-Match", "*"}};
  const auto refused = [&](const protocol::HttpRequest& head, std::uint64_t length) {
    const auto sink = receiver.begin(head, length);
    return sink != nullptr && sink->is_refused();
  };
  EXPECT_FALSE(refused(request("/bucket/key", "UNSIGNED-PAYLOAD", waits), 1 << 30));
  EXPECT_EQ(receiver.begin(request("/bucket/key", "UNSIGNED-PAYLOAD", waits), 9), nullptr);
  EXPECT_TRUE(refused(request("/none/key", "UNSIGNED-PAYLOAD", waits), 9));
  EXPECT_TRUE(refused(request("/bucket/key", "UNSIGNED-PAYLOAD", once), 1 << 30));
  EXPECT_FALSE(refused(request("/bucket/new", "UNSIGNED-PAYLOAD", once), 1 << 30));
  EXPECT_TRUE(
      refused(request("/bucket/key?partNumber=1&uploadId=x", "UNSIGNED-PAYLOAD", waits), 9));
  EXPECT_FALSE(refused(request("/none/key", "UNSIGNED-PAYLOAD"), 1 << 30));
  // Its hash was signed and nobody has seen the body: that must not be what it is told.
  const auto sink = receiver.begin(request("/none/key", std::string(64, 'a'), waits), 1 << 30);
  ASSERT_NE(sink, nullptr);
  const auto object = std::static_pointer_cast<ReceivedObject>(sink->finish());
  EXPECT_EQ(object->sha256, std::string(64, 'a'));
  EXPECT_EQ(code(put_received(object)), "ServiceUnavailable");
}

TEST_F(Receiving, OnlyLongBodiesOfObjectsThatSayWhatIsSignedDoNotGoIntoMemory) {
  const auto asked = [&](const protocol::HttpRequest& head, std::uint64_t length) {
    return receiver.begin(head, length) != nullptr;
  };
  const auto put = request("/bucket/key", "UNSIGNED-PAYLOAD");
  EXPECT_FALSE(asked(put, memory_body_bytes));
  EXPECT_TRUE(asked(put, memory_body_bytes + 1));
  EXPECT_TRUE(receiver.begin(put, std::nullopt) != nullptr);
  EXPECT_TRUE(asked(request("/bucket/key?uploadId=u&partNumber=1", "UNSIGNED-PAYLOAD"), 1 << 30));
  EXPECT_FALSE(asked(request("/bucket/key?tagging", "UNSIGNED-PAYLOAD"), 1 << 30));
  EXPECT_FALSE(asked(request("/bucket", "UNSIGNED-PAYLOAD"), 1 << 30));
  EXPECT_FALSE(
      asked(request("http://s3.us-east-1.amazonaws.com/b/k", "UNSIGNED-PAYLOAD"), 1 << 30));
  auto unhashed = put;
  unhashed.headers.erase("X-Amz-Content-Sha256");
  EXPECT_FALSE(asked(unhashed, 1 << 30));
  EXPECT_EQ(blobs.unfinished, 0);
}

TEST_F(Receiving, WhatHasComeIsTheObjectOnceItIsPut) {
  const auto object = receive(
      request("/bucket/key", sha256_hex(body), {{"x-amz-sdk-checksum-algorithm", "CRC32"}}), body);
  EXPECT_EQ(object->sha256, sha256_hex(body));
  EXPECT_TRUE(object->caller->has_value());
  EXPECT_EQ(get("key"), "NoSuchKey");
  const std::string crc32 = base64_encode(checksum_of(Algorithm::Crc32, body));
  EXPECT_EQ(code(put_received(object, "AAAAAA==")), "BadDigest");
  const auto put = put_received(object, crc32);
  EXPECT_EQ(code(put), "");
  EXPECT_EQ(put->e_tag, '"' + hex_digits(md5_of(body)) + '"');
  EXPECT_EQ(get("key"), body);
}

TEST_F(Receiving, ChunksAreTakenOffAndWhatIsWrongWithThemIsSaid) {
  const auto head = request("/bucket/key", "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
                            {{"x-amz-trailer", "x-amz-checksum-crc32"}});
  const auto good = receive(head, "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n");
  ASSERT_TRUE(good->trailer->has_value());
  EXPECT_EQ((*good->trailer)->at(0).second, "NhCmhg==");
  EXPECT_EQ(code(put_received(good, "NhCmhg==")), "");
  EXPECT_EQ(get("key"), "hello");
  EXPECT_EQ(code(*receive(head, "5\r\nhel")->trailer), "IncompleteBody");
}

TEST_F(Receiving, ARequestThatIsRefusedOrCutOffCostsNoDisk) {
  auto forged = request("/bucket/key", "UNSIGNED-PAYLOAD");
  forged.target = "/bucket/other";
  const auto refused = receive(forged, body);
  EXPECT_EQ(refused->caller->error().fault, wire::SignatureFault::Mismatch);
  EXPECT_EQ(refused->file, nullptr);
  const auto sink = receiver.begin(request("/bucket/key", "UNSIGNED-PAYLOAD"), 1 << 30);
  sink->write(body);
  EXPECT_EQ(blobs.unfinished, 1);
  EXPECT_TRUE(blobs.blobs.empty());
}

TEST_F(Receiving, AFullDiskRefusesAndLeavesWhatIsThere) {
  EXPECT_EQ(put("key", "before"), "");
  blobs.full = true;
  const auto object = receive(request("/bucket/key", "UNSIGNED-PAYLOAD"), body);
  EXPECT_EQ(blobs.unfinished, 0);
  EXPECT_EQ(code(put_received(object)), "ServiceUnavailable");
  blobs.full = false;
  EXPECT_EQ(get("key"), "before");
}

// Goal: who reads slowly gets the object that he asked for, whatever becomes of it meanwhile.
TEST_F(Receiving, AnObjectThatIsReadStaysUntilItIs) {
  EXPECT_EQ(put("key", body), "");
  api::s3::GetObjectRequest read{.bucket = "bucket", .key = "key"};
  read.range = "bytes=10-99999";
  wire::Context over_http = context;
  over_http.reply = std::make_shared<wire::LongReply>();
  const auto got = get_object(*s3, read, over_http);
  EXPECT_EQ(got->body, std::nullopt);
  EXPECT_EQ(got->content_length, 99'990);
  auto source = std::move(over_http.reply->body);
  EXPECT_EQ(source->size(), 99'990U);
  EXPECT_EQ(source->next(50'000), body.substr(0, 50'000));
  EXPECT_EQ(put("key", "other"), "");
  store.commit();
  time.run_for(10s);
  EXPECT_EQ(source->next(50'000), body.substr(0, 49'990));
  EXPECT_EQ(source->next(50'000), "");
  source.reset();
  time.run_for(10s);
  EXPECT_EQ(blobs.blobs.size(), 1U);
}

}  // namespace
}  // namespace spotdrill::s3
