// REST XML: which operation a request is for, and what its messages look like.
#include "protocol/rest_xml.hpp"

#include <gtest/gtest.h>

#include "api/s3.hpp"
#include "base/iso8601.hpp"
#include "protocol/codec.hpp"

namespace spotdrill::protocol {
namespace {

std::string_view operation_of(std::string method, std::string target, Headers headers = {}) {
  return rest_xml_operation(api::s3::service(),
                            {std::move(method), std::move(target), std::move(headers), {}});
}

const shape::OperationModel& operation_called(std::string_view name) {
  return *shape::find_operation(api::s3::service(), name);
}

const Codec& rest_xml() {
  return codec(shape::Protocol::RestXml);
}

TEST(RestXml, SubresourcesAndRequiredHeadersTellOperationsApart) {
  EXPECT_EQ(operation_of("GET", "/"), "ListBuckets");
  EXPECT_EQ(operation_of("GET", "/b"), "ListObjects");
  EXPECT_EQ(operation_of("GET", "/b/"), "ListObjects");
  EXPECT_EQ(operation_of("GET", "/b?list-type=2&prefix=x"), "ListObjectsV2");
  EXPECT_EQ(operation_of("GET", "/b?location"), "GetBucketLocation");
  EXPECT_EQ(operation_of("GET", "/b?uploads"), "ListMultipartUploads");
  EXPECT_EQ(operation_of("GET", "/b/k/with/slashes"), "GetObject");
  EXPECT_EQ(operation_of("GET", "/b/k?x-id=GetObject"), "GetObject");
  EXPECT_EQ(operation_of("GET", "/b/k?uploadId=u"), "ListParts");
  EXPECT_EQ(operation_of("PUT", "/b/k"), "PutObject");
  EXPECT_EQ(operation_of("PUT", "/b/k", {{"x-amz-copy-source", "b/o"}}), "CopyObject");
  EXPECT_EQ(operation_of("PUT", "/b/k?partNumber=1&uploadId=u"), "UploadPart");
  EXPECT_EQ(operation_of("PUT", "/b/k?partNumber=1&uploadId=u", {{"X-Amz-Copy-Source", "b/o"}}),
            "UploadPartCopy");
  EXPECT_EQ(operation_of("POST", "/b/k?uploads"), "CreateMultipartUpload");
  EXPECT_EQ(operation_of("POST", "/b/k?uploadId=u"), "CompleteMultipartUpload");
  EXPECT_EQ(operation_of("POST", "/b?delete"), "DeleteObjects");
  EXPECT_EQ(operation_of("PATCH", "/b"), "");
  EXPECT_EQ(operation_of("GET", "/b?%zz"), "");
}

// Goal: GET /b?policy must never be answered as a list of objects.
TEST(RestXml, WhatIsNotHereIsKnownByItsName) {
  EXPECT_EQ(operation_of("GET", "/b?versioning"), "GetBucketVersioning");
  EXPECT_EQ(operation_of("GET", "/b?policy"), "GetBucketPolicy");
  EXPECT_EQ(operation_of("GET", "/b/k?tagging"), "GetObjectTagging");
  EXPECT_EQ(operation_of("PUT", "/b/k?acl"), "PutObjectAcl");
}

TEST(RestXml, ARequestIsReadAsItWasWritten) {
  api::s3::PutObjectRequest put;
  put.bucket = "b";
  put.key = "a b/\xC3\xBC";
  put.body = "bytes";
  put.content_type = "text/plain";
  put.metadata = {{"epoch", "2"}, {"step", "7"}};
  const auto& operation = operation_called("PutObject");
  const HttpRequest request = rest_xml().write_request(
      api::s3::service(), operation, shape::AnyValue::of(api::s3::PutObjectRequest{put}));
  EXPECT_EQ(request.target, "/b/a%20b/%C3%BC");
  EXPECT_EQ(request.headers.get("x-amz-meta-step"), "7");
  EXPECT_EQ(request.body, "bytes");
  const auto read = rest_xml().read_request(api::s3::service(), operation, request);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->get<api::s3::PutObjectRequest>(), put);
}

TEST(RestXml, AStructIsTheBodyAndRubbishIsMalformed) {
  const auto& operation = operation_called("DeleteObjects");
  HttpRequest request{.method = "POST", .target = "/b?delete"};
  request.body =
      "<Delete "
      "xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Object><Key>a&amp;b</Key></Object>"
      "<Object><Key>c</Key></Object><Quiet>true</Quiet></Delete>";
  const auto read = rest_xml().read_request(api::s3::service(), operation, request);
  ASSERT_TRUE(read.has_value());
  const auto& deleted = read->get<api::s3::DeleteObjectsRequest>().delete_;
  ASSERT_EQ(deleted.objects.size(), 2U);
  EXPECT_EQ(deleted.objects[0].key, "a&b");
  EXPECT_EQ(deleted.quiet, true);
  for (const char* body : {"", "<Delete>", "no xml", "<!DOCTYPE x><Delete/>"}) {
    request.body = body;
    const auto refused = rest_xml().read_request(api::s3::service(), operation, request);
    EXPECT_EQ(refused.has_value() ? "" : refused.error().code, "MalformedXML") << body;
  }
}

TEST(RestXml, RepliesHaveS3sRootsAndHeaders) {
  api::s3::ListObjectsV2Output listed;
  listed.contents.emplace_back().key = "k";
  listed.contents.back().last_modified = parse_iso8601("2026-01-02T03:04:05Z").value();
  const auto& list = operation_called("ListObjectsV2");
  const ReplyContext context{api::s3::service(), &list, "id"};
  EXPECT_EQ(rest_xml().write_reply(context, shape::AnyValue::of(std::move(listed))).body,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListBucketResult "
            "xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Contents><Key>k</Key>"
            "<LastModified>2026-01-02T03:04:05.000Z</LastModified></Contents></ListBucketResult>");
  api::s3::GetObjectOutput got;
  got.body = "yte";
  got.content_range = "bytes 1-3/5";
  got.last_modified = parse_iso8601("2026-01-02T03:04:05Z").value();
  const auto& get = operation_called("GetObject");
  const HttpResponse reply =
      rest_xml().write_reply({api::s3::service(), &get, "id"}, shape::AnyValue::of(std::move(got)));
  EXPECT_EQ(reply.status, 206);
  EXPECT_EQ(reply.headers.get("Last-Modified"), "Fri, 02 Jan 2026 03:04:05 GMT");
  EXPECT_EQ(reply.body, "yte");
  api::s3::GetBucketLocationOutput location{.location_constraint = "eu-west-1"};
  const auto& locate = operation_called("GetBucketLocation");
  EXPECT_TRUE(rest_xml()
                  .write_reply({api::s3::service(), &locate, "id"},
                               shape::AnyValue::of(std::move(location)))
                  .body.ends_with(">eu-west-1</LocationConstraint>"));
}

TEST(RestXml, ARefusalIsReadAsItWasWritten) {
  const auto& get = operation_called("GetObject");
  const AwsError error{.code = "NoSuchKey",
                       .message = "The specified key does not exist.",
                       .http_status = 404,
                       .extra = {{"Key", "k"}}};
  const HttpResponse reply = rest_xml().write_error({api::s3::service(), &get, "id"}, error);
  EXPECT_EQ(reply.status, 404);
  const auto read = rest_xml().read_reply(api::s3::service(), get, reply);
  ASSERT_FALSE(read.has_value());
  EXPECT_EQ(read.error(), error);
}

}  // namespace
}  // namespace spotdrill::protocol
