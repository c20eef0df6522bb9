export const ADDRESS = "prices.example.com:7000";
