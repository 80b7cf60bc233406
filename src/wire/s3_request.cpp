#include "wire/s3_request.hpp"

#include <algorithm>
#include <array>

#include "api/s3.hpp"
#include "protocol/rest_xml.hpp"
#include "wire/aws_chunked.hpp"
#include "wire/object_body.hpp"

namespace spotdrill::wire {
namespace {

/// "s3", "s3-us-west-2", "s3-accelerate": a label that ends the bucket's name.
bool is_s3_label(std::string_view label) {
  return label == "s3" || label.starts_with("s3-") || label.starts_with("s3express-");
}

/// What is before the label of S3 in "a.bucket.s3.us-east-1"; nothing where there is no such label.
std::optional<std::string_view> before_s3_label(std::string_view host) {
  // From the right: a bucket may have a label "s3" in its own name.
  std::size_t end = host.size();
  for (;;) {
    const std::size_t dot = end == 0 ? std::string_view::npos : host.rfind('.', end - 1);
    const std::size_t begin = dot == std::string_view::npos ? 0 : dot + 1;
    if (is_s3_label(host.substr(begin, end - begin))) {
      return host.substr(0, begin == 0 ? 0 : dot);
    }
    if (begin == 0) return std::nullopt;
    end = dot;
  }
}

bool take_suffix(std::string_view& host, std::string_view suffix) {
  if (!host.ends_with(suffix)) return false;
  host.remove_suffix(suffix.size());
  return true;
}

bool is_of_aws(std::string_view& host) {
  return take_suffix(host, ".amazonaws.com") || take_suffix(host, ".amazonaws.com.cn") ||
         take_suffix(host, ".api.aws");
}

}  // namespace

std::string bucket_of_host(std::string_view host) {
  host = host.substr(0, host.find(':'));
  if (is_of_aws(host)) return std::string{before_s3_label(host).value_or("")};
  if (!take_suffix(host, ".localhost")) return {};
  const auto before = before_s3_label(host);
  return std::string{before ? *before : host};
}

bool is_for_s3(const protocol::HttpRequest& request, const std::optional<Scope>& scope) {
  if (scope) return scope->service == s3_signing_name;
  std::string_view host = request.headers.get("Host");
  host = host.substr(0, host.find(':'));
  return (is_of_aws(host) || take_suffix(host, ".localhost")) && before_s3_label(host).has_value();
}

void to_path_style(protocol::HttpRequest& request) {
  const std::string bucket = bucket_of_host(request.headers.get("Host"));
  if (bucket.empty()) return;
  request.target = "/" + bucket + request.target;
}

std::optional<protocol::HttpRequest> object_request(const protocol::HttpRequest& head) {
  // What is for a proxy is not looked at before it is known to be for us.
  if (head.method != "PUT" || !head.target.starts_with('/')) return std::nullopt;
  if (!is_for_s3(head, claimed_scope(head))) return std::nullopt;
  protocol::HttpRequest request{
      .method = head.method, .target = head.target, .headers = head.headers};
  to_path_style(request);
  const std::string_view name = protocol::rest_xml_operation(api::s3::service(), request);
  if (name != "PutObject" && name != "UploadPart") return std::nullopt;
  return request;
}

std::optional<ChunkSigner> chunk_signer(const protocol::HttpRequest& request,
                                        const Credential* caller) {
  auto seed = chunk_seed(request);
  if (caller == nullptr || !seed) return std::nullopt;
  return ChunkSigner{*std::move(seed), caller->secret_access_key};
}

std::optional<AwsError> unpack_object(protocol::HttpRequest& request, const Credential* caller) {
  if (const ObjectBody* stored = object_body(request)) {
    if (!stored->trailer) return std::nullopt;
    if (!stored->trailer->has_value()) return stored->trailer->error();
    take_trailer(**stored->trailer, request.headers);
    return std::nullopt;
  }
  if (!is_chunked_payload(request.headers.get("X-Amz-Content-Sha256"))) return std::nullopt;
  const auto decoded = decode_chunks(request, chunk_signer(request, caller));
  return decoded.has_value() ? std::nullopt : std::optional{decoded.error()};
}

}  // namespace spotdrill::wire
