// The codecs themselves, and what they share. Only codec.cpp and the codecs include this.
#pragma once

#include "base/json.hpp"
#include "protocol/codec.hpp"
#include "protocol/query_code.hpp"
#include "shape/constraints.hpp"

namespace spotdrill::protocol {

const Codec& ec2_query_codec();
const Codec& aws_query_codec();
const Codec& aws_json_codec(bool json11);
const Codec& rest_json_codec();
const Codec& rest_xml_codec();
const Codec& rpc_v2_cbor_codec();

/// A reply with its status, Content-Type (if any) and request id.
HttpResponse reply(const ReplyContext& context, int status, std::string content_type,
                   std::string body);

/// The name that JSON and CBOR clients know the error by: its shape's.
std::string type_name(const shape::ServiceModel& service, const AwsError& error);

/// "CODE;Sender" for X-Amzn-Query-Error.
std::string query_error_header(const shape::ServiceModel& service, const AwsError& error);

/// Message and modelled members of an error, by their names on the wire.
json::object error_members(const shape::ServiceModel& service, const AwsError& error);

/// The error that a JSON or CBOR reply carries. Empty code: none could be found.
AwsError read_error(const HttpResponse& response, const json::object& body);

/// A reply that is not of the codec's protocol.
AwsError unreadable(const HttpResponse& response, std::string_view why);

/// A JSON body; an empty one is "{}". Errors: SerializationException.
Result<json::value> read_json_body(const HttpRequest& request);

/// Reads a client's view of a JSON or CBOR body. Errors: UnreadableReply.
Result<shape::AnyValue> read_output(const shape::OperationModel& operation, const json::value& body,
                                    bool raw_blobs);

}  // namespace spotdrill::protocol
